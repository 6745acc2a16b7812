import { sharedFolder } from './compose.ts';
import type { DevContainer } from './dev-container.ts';

/** With this a configuration of ours begins. */
const head = '// lakegoose harden <- hardened/policy.yaml, hardened/plain.jsonc\n';

/** What has no place beside Compose, or would open what is closed. */
const leftOutAlways = [
  ...['runArgs', 'appPort', 'workspaceMount', 'workspaceFolder', 'dockerFile', 'context', 'overrideCommand'],
  ...['privileged', 'capAdd', 'securityOpt', 'waitFor'],
];
const replaced = ['image', 'build'];

const close = `node ${sharedFolder}/egress.ts close`;

export function isHardened(text: string): boolean {
  return text.startsWith(head.trimEnd());
}

/** The configuration that stands in the place of a plain one, and which of its keys it had to leave out. */
export function hardenedConfig(plain: DevContainer, workspaceFolder: string) {
  const leftOut = leftOutAlways.filter((key) => Object.hasOwn(plain, key));
  const kept = Object.fromEntries(Object.entries(plain).filter(([key]) => ![...leftOut, ...replaced].includes(key)));
  const mounts = plain.mounts?.filter((mount) => !JSON.stringify(mount).includes('docker.sock'));
  if (mounts?.length !== plain.mounts?.length) leftOut.push('mounts (docker.sock)');
  const config = {
    ...kept,
    dockerComposeFile: 'hardened/compose.yaml',
    service: 'work',
    workspaceFolder,
    overrideCommand: true,
    ...(mounts === undefined ? {} : { mounts }),
    postStartCommand: closedFirst(plain.postStartCommand),
    // Nobody works in it before it is closed.
    waitFor: 'postStartCommand',
  };
  return { text: `${head}${JSON.stringify(config, undefined, 2)}\n`, leftOut };
}

function closedFirst(command: DevContainer['postStartCommand']) {
  if (command === undefined || command === '') return close;
  if (typeof command === 'string') return `${close} && ${command}`;
  return { 'set-up-is-over': close, ...(Array.isArray(command) ? { start: command } : command) };
}
