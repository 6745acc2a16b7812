import { egressProgram } from './compose.ts';
import type { DevContainer } from './dev-container.ts';
import { generated, ownHead } from './generated.ts';

/** With this a configuration of ours begins. */
const head = `// ${ownHead} hardened/policy.yaml, hardened/plain.jsonc`;

/** What has no place beside Compose, or would open what is closed. */
const leftOutAlways = [
  ...['runArgs', 'appPort', 'workspaceMount', 'workspaceFolder', 'dockerFile', 'context', 'overrideCommand'],
  ...['privileged', 'capAdd', 'securityOpt', 'waitFor'],
  // It runs on the machine itself, and with what people inside write.
  'initializeCommand',
];
const replaced = ['image', 'build', 'mounts', 'features'];
/** These bring more rights, or the engine of the machine. */
const isOfDocker = /docker|podman/i;

const close = ['node', egressProgram, 'close'].join(' ');

export function isHardened(text: string): boolean {
  return text.startsWith(head);
}

/** The configuration that stands in the place of a plain one, and which of its keys it had to leave out. */
export function hardenedConfig(plain: DevContainer, workspaceFolder: string) {
  const leftOut = leftOutAlways.filter((key) => Object.hasOwn(plain, key));
  const kept = Object.fromEntries(Object.entries(plain).filter(([key]) => ![...leftOut, ...replaced].includes(key)));
  const mounts = plain.mounts?.filter((mount) => !isOfMachine(mount));
  if (mounts?.length !== plain.mounts?.length) leftOut.push('mounts (bind)');
  const { features = {} } = plain;
  const docker = Object.keys(features).filter((name) => isOfDocker.test(name));
  leftOut.push(...docker.map((name) => `features (${name})`));
  const others = Object.entries(features).filter(([name]) => !docker.includes(name));
  const config = {
    ...kept,
    dockerComposeFile: 'hardened/compose.yaml',
    service: 'work',
    workspaceFolder,
    overrideCommand: true,
    ...(mounts === undefined ? {} : { mounts }),
    ...(plain.features === undefined ? {} : { features: Object.fromEntries(others) }),
    postStartCommand: closedFirst(plain.postStartCommand),
    // Nobody works in it before it is closed.
    waitFor: 'postStartCommand',
  };
  return { text: generated(head, `${JSON.stringify(config, undefined, 2)}\n`), leftOut };
}

/** A folder of the machine: a second way to what is read-only here, or to what is not to be here at all. */
function isOfMachine(mount: NonNullable<DevContainer['mounts']>[number]): boolean {
  const type = typeof mount === 'string' ? /(?:^|,)\s*type\s*=\s*(\w+)/.exec(mount)?.[1] : mount.type;
  return type === 'bind';
}

function closedFirst(command: DevContainer['postStartCommand']) {
  if (command === undefined || command === '') return close;
  if (typeof command === 'string') return `${close} && ${command}`;
  return { 'set-up-is-over': close, ...(Array.isArray(command) ? { start: command } : command) };
}
