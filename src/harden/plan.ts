import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { join as joined } from 'node:path/posix';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { isThere, readFileIfThere } from '../base/files.ts';
import type { Environment } from '../settings/dot-env.ts';
import { hostName, type PolicyFile, readPolicyFile } from '../settings/policy-file.ts';
import { composeFile } from './compose.ts';
import { type DevContainer, devContainer, places } from './dev-container.ts';
import { digestOf, isChanged } from './generated.ts';
import { hardenedConfig, isHardened } from './hardened-config.ts';
import { parseJsonc } from './jsonc.ts';
import { policyText } from './policy-text.ts';

/** A file and what it is to hold; undefined where it is to go. */
export type Change = { readonly path: string; readonly text: string | undefined };

export type Plan = {
  /** In the order in which they are made: whatever ends it, one whole configuration is in force. */
  readonly changes: readonly Change[];
  /** What the plain configuration has and the hardened one cannot. */
  readonly leftOut: readonly string[];
  /** Files of ours that somebody had changed, and where they are kept. */
  readonly kept: readonly Kept[];
  /** The names that stay within reach. */
  readonly egress: readonly string[];
};

type Kept = { readonly path: string; readonly as: string };

type Wanted = {
  readonly directory: string;
  readonly environment: Environment;
  /** The workspace, where it is not the local one. */
  readonly host: string | undefined;
  /** What a new policy file says of itself. */
  readonly policyWords: readonly string[];
};

const program = join(import.meta.dirname, '../egress');
/** The state is of this machine, and not for others. */
const notForGit = '*\n!.gitignore\n';
/** Tasks in it may run on the person's own machine, where the folder is opened without the container. */
const actsOutside = '.vscode';

/** What there is to do so that the folder's container is the hardened one. Nothing, where it is. */
export async function planHarden({ directory, environment, host, policyWords }: Wanted): Promise<Plan> {
  const at = (path: string) => join(directory, path);
  const { plain, config } = await readConfig(directory);
  refuseUnsuited(config, at(places.config));
  const policy = await policyOf(at(places.policy), host);
  const policyAsIs = await readFileIfThere(at(places.policy));
  const workspaceFolder = `/workspaces/${basename(directory)}`;
  const hardened = hardenedConfig(config, workspaceFolder);
  const readOnly = (await isThere(at(actsOutside))) ? [actsOutside] : [];
  const wanted: Change[] = [
    { path: places.plain, text: plain },
    { path: places.policy, text: policyAsIs ?? policyText(policy.egress ?? [], policyWords) },
    ...(await programFiles()),
    { path: join(places.state, '.gitignore'), text: notForGit },
    { path: places.compose, text: composeFile({ plain: config, policy, workspaceFolder, readOnly, environment }) },
    { path: places.config, text: hardened.text },
  ];
  return { ...(await planOf(directory, wanted)), leftOut: hardened.leftOut, egress: policy.egress ?? [] };
}

/** What there is to do so that the folder's container is the plain one again. An edited policy stays. */
export async function planUndo(directory: string, policyWords: readonly string[]): Promise<Plan> {
  const { plain } = await readConfig(directory);
  const policy = await readPolicyFile(join(directory, places.policy));
  const egress = typeof policy === 'object' ? (policy.egress ?? []) : [];
  const policyAsIs = await readFileIfThere(join(directory, places.policy)).catch(() => undefined);
  const asMade = policyAsIs === policyText(egress, policyWords);
  const state = await readdir(join(directory, places.state)).catch(() => []);
  const gone = [
    places.compose,
    ...(await programFiles()).map(({ path }) => path),
    ...state.map((name) => join(places.state, name)),
    ...(asMade ? [places.policy] : []),
    places.plain,
  ];
  const wanted = [{ path: places.config, text: plain }, ...gone.map((path) => ({ path, text: undefined }))];
  return { ...(await planOf(directory, wanted)), leftOut: [], egress: [] };
}

/** The plain configuration, wherever it stands now. */
async function readConfig(directory: string): Promise<{ readonly plain: string; readonly config: DevContainer }> {
  const path = join(directory, places.config);
  const kept = join(directory, places.plain);
  const unreadable = (error: unknown) => {
    throw new LakegooseError('harden.not_readable', { path, reason: reasonOf(error) }, { cause: error });
  };
  const inForce = await readFileIfThere(path).catch(unreadable);
  if (inForce === undefined) throw new LakegooseError('harden.no_config', { path });
  const plain = isHardened(inForce) ? await readFileIfThere(kept).catch(unreadable) : inForce;
  if (plain === undefined) throw new LakegooseError('harden.no_plain', { path: kept });
  try {
    return { plain, config: devContainer.parse(parseJsonc(plain)) };
  } catch (error) {
    return unreadable(error);
  }
}

async function programFiles(): Promise<readonly Change[]> {
  const names = await readdir(program);
  const read = names.sort().map(async (name) => ({
    path: join(places.egress, name),
    text: await readFile(join(program, name), 'utf8'),
  }));
  return Promise.all(read);
}

/** What would not be hardened by what we do. */
function refuseUnsuited(config: DevContainer, path: string): void {
  const { image, build } = config;
  if (Object.hasOwn(config, 'dockerComposeFile')) throw new LakegooseError('harden.is_compose', { path });
  if (image === undefined && build === undefined) throw new LakegooseError('harden.no_image', { path });
  // Of the same image is the way out: nobody inside may change what it is made of.
  for (const source of [build?.dockerfile ?? '.', build?.context ?? '.']) {
    const isInside = /^\.devcontainer(\/|$)/.test(joined('.devcontainer', source)) && !source.startsWith('/');
    if (!isInside) throw new LakegooseError('harden.open_image', { path, source });
  }
}

async function policyOf(path: string, host: string | undefined): Promise<PolicyFile> {
  const name = host === undefined ? undefined : nameOf(host);
  const policy = await readPolicyFile(path);
  if (policy === 'unreadable') throw new LakegooseError('harden.bad_policy', { path });
  if (policy === undefined) {
    return {
      sql_policy: 'read',
      ai_functions: 'allow',
      results: 'inline',
      setup_number: 1,
      egress: name === undefined ? [] : [name],
    };
  }
  if (name !== undefined && !policy.egress?.includes(name)) {
    throw new LakegooseError('harden.not_listed', { host: name, path });
  }
  return policy;
}

/** The name to be let through, at the only port that is. Throws `harden.bad_host`. */
function nameOf(host: string): string {
  const { hostname, port } = new URL(host);
  if (port !== '' || !hostName().safeParse(hostname).success) throw new LakegooseError('harden.bad_host', { host });
  return hostname;
}

/** What is not yet as it is wanted. What somebody has changed in a file of ours is put aside first. */
async function planOf(directory: string, wanted: readonly Change[]): Promise<Pick<Plan, 'changes' | 'kept'>> {
  const now = await Promise.all(
    wanted.map(async ({ path }) => readFileIfThere(join(directory, path)).catch(() => undefined)),
  );
  const changes = wanted.filter(({ text }, index) => text !== now[index]);
  const aside = wanted.flatMap(({ path, text }, index) => {
    const is = now[index];
    if (is === undefined || is === text || !isChanged(is)) return [];
    return [{ path, as: join(places.folder, `${basename(path)}.changed-${digestOf(is)}`), text: is }];
  });
  return {
    changes: [...aside.map(({ as, text }) => ({ path: as, text })), ...changes],
    kept: aside.map(({ path, as }) => ({ path, as })),
  };
}
