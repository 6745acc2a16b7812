import { join, relative } from 'node:path/posix';
import { stringify } from 'yaml';
import type { Environment } from '../settings/dot-env.ts';
import type { PolicyFile } from '../settings/policy-file.ts';
import type { DevContainer } from './dev-container.ts';
import { generated, ownHead } from './generated.ts';

/** What the containers share and nobody inside may write to: the policy, and the program of the way out. */
const sharedFolder = '/etc/lakegoose';
/** What is run there: without a word it is the way out, with `close` it ends the set-up. */
export const egressProgram = `${sharedFolder}/egress/egress.ts`;
const stateFolder = '/var/lib/lakegoose';
const proxy = 'http://egress:3128';
/** The container's own loopback, where nobody answers: Docker's name service asks nobody else for names outside. */
const nobody = '127.0.0.1';
const head = `# ${ownHead} policy.yaml, plain.jsonc`;

type Wanted = {
  readonly plain: DevContainer;
  readonly policy: PolicyFile;
  readonly workspaceFolder: string;
  /** Folders of the workspace, besides `.devcontainer`, whose files act outside of the container. */
  readonly readOnly: readonly string[];
  readonly environment: Environment;
};

/** The containers of the hardened configuration: where a person works, without a way out, and the way out. */
export function composeFile({ plain, policy, workspaceFolder, readOnly, environment }: Wanted): string {
  const bind = (source: string, target: string) => ({ type: 'bind', source, target });
  const locked = (source: string, target: string) => ({ ...bind(source, target), read_only: true });
  const top = escaped(workspaceFolder);
  const shared = locked('.', sharedFolder);
  const image = imageOf(plain, environment);
  const confined = {
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    logging: { driver: 'json-file', options: { 'max-size': '1m', 'max-file': '2' } },
  };
  const spoken = { HTTPS_PROXY: proxy, HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1,localhost,egress' };
  const services = {
    work: {
      ...image,
      ...confined,
      depends_on: ['egress'],
      networks: ['inside'],
      dns: nobody,
      // Whoever asks all the same hears it soon.
      dns_opt: ['timeout:1', 'attempts:1'],
      pids_limit: 2048,
      environment: { ...spoken, ...lowerCase(spoken), ...workspaceOf(policy) },
      volumes: [
        bind('../..', top),
        ...['.devcontainer', ...readOnly].map((name) => locked(`../../${name}`, `${top}/${name}`)),
        shared,
      ],
    },
    egress: {
      ...image,
      ...confined,
      init: true,
      read_only: true,
      restart: 'unless-stopped',
      // The folder is of whoever works on the machine, by a number that is not known here.
      user: 'root',
      cap_add: ['DAC_OVERRIDE'],
      networks: ['inside', 'outside'],
      pids_limit: 64,
      entrypoint: [],
      command: ['node', egressProgram],
      environment: {
        EGRESS_HOSTS: (policy.egress ?? []).join(','),
        EGRESS_SETUP_HOSTS: (policy.setup_hosts ?? []).join(','),
        EGRESS_SETUP: String(policy.setup_number),
        EGRESS_STATE: stateFolder,
        ...(policy.proxy == null ? {} : { EGRESS_PROXY: escaped(policy.proxy) }),
      },
      volumes: [shared, bind('./state', stateFolder)],
    },
  };
  // The machine itself has no address in the network inside, so that what listens there is out of reach, too.
  const inside = { internal: true, driver_opts: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } };
  const file = { services, networks: { inside, outside: {} } };
  return generated(head, stringify(file, { aliasDuplicateObjects: false }));
}

/** The workspace is the first name of the list, whatever the folder's `.env` says. */
function workspaceOf({ egress }: PolicyFile) {
  const [name] = egress ?? [];
  return name === undefined ? {} : { LAKEGOOSE_WORKSPACE: 'remote', DATABRICKS_HOST: `https://${name}` };
}

/** Any place will do: only the way from one to the other counts. */
const own = '/folder/.devcontainer';

function imageOf({ image, build }: DevContainer, environment: Environment) {
  if (build === undefined) return { image };
  const { dockerfile = 'Dockerfile', context = '.', args = {}, target, cacheFrom } = build;
  const inPlace = Object.entries(args).map(([name, text]) => [name, escaped(substituted(text, environment))]);
  return {
    build: {
      context: join('..', context),
      // Compose takes it from the context, `devcontainer.json` from its own folder.
      dockerfile: relative(join(own, context), join(own, dockerfile)),
      args: Object.fromEntries(inPlace),
      ...(target === undefined ? {} : { target }),
      ...(cacheFrom === undefined ? {} : { cache_from: [cacheFrom].flat() }),
    },
  };
}

/**
 * `${localEnv:NAME:default}` as it is now, and not at each rebuild: Compose would take it from the workspace's `.env` as
 * well, which whoever works inside writes.
 */
function substituted(text: string, environment: Environment): string {
  return text.replace(
    /\$\{localEnv:([^:}]+)(?::([^:}]*))?[^}]*\}/g,
    (_all, name: string, usual = '') => environment[name] || usual,
  );
}

function escaped(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function lowerCase(variables: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value]));
}
