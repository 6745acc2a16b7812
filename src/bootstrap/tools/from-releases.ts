import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import { type Fetching, runFor } from './fetching.ts';
import { fromNpm } from './from-npm.ts';
import { kept } from './kept.ts';
import { miseFromRelease } from './mise-from-release.ts';

export const toolNames = ['goose', 'databricks', 'uv'] as const;
export type ToolName = (typeof toolNames)[number];

type Installed = { readonly which: (name: ToolName) => Promise<string>; readonly failure?: unknown };

/**
 * The tools from the releases of their own projects, by mise: with its lock's checksums where `.devcontainer` has the lock.
 * mise is asked once for all that are missing; what it could not install keeps nothing else away. Gives each program's path.
 */
export function fromReleases(fetching: Fetching): (name: ToolName) => Promise<string> {
  let installed: Promise<Installed> | undefined;
  return async (name) => {
    const lock = join(fetching.pins, 'mise.lock');
    const isLocked = await isThere(lock);
    const folder = await kept({
      name: join('releases', name),
      pin: isLocked ? lock : join(fetching.pins, 'mise.toml'),
      programs: [name],
      fetching,
      make: async (target) => {
        installed ??= install(fetching, isLocked);
        const { which, failure } = await installed;
        const program = await which(name).catch((error: unknown) => {
          throw failure ?? error;
        });
        await symlink(program, join(target, name));
      },
    });
    return join(folder, name);
  };
}

async function install(fetching: Fetching, isLocked: boolean): Promise<Installed> {
  const mise = await findMise(fetching);
  const more = { directory: fetching.pins, environment: surroundings(fetching, isLocked) };
  const which: Installed['which'] = async (name) =>
    (await runFor('mise', fetching, [mise, 'which', name], more)).trim();
  fetching.tell('tools.fetching', { tool: toolNames.join(', ') });
  try {
    await runFor('mise', fetching, [mise, 'install', '--yes', ...(isLocked ? ['--locked'] : [])], more);
    return { which };
  } catch (error) {
    return { which, failure: explained(error) };
  }
}

/** From npm where it has it, which is for x64. */
function findMise(fetching: Fetching): Promise<string> {
  return fetching.machine === 'x64'
    ? fromNpm({ tool: 'mise', name: 'mise', file: '@jdxcode/mise-linux-x64/bin/mise' }, fetching)
    : miseFromRelease(fetching);
}

function explained(error: unknown): unknown {
  if (!(error instanceof LakegooseError) || error.code !== 'tools.failed') return error;
  return new LakegooseError('tools.no_releases', { reason: error.facts.reason ?? '' }, { cause: error });
}

/** Only what `.devcontainer` says counts, not what a person has set for a mise of their own. */
function surroundings({ pins, cache }: Fetching, isLocked: boolean) {
  const own = join(cache, 'mise-data');
  return {
    MISE_DATA_DIR: own,
    MISE_CACHE_DIR: join(own, 'cache'),
    MISE_STATE_DIR: join(own, 'state'),
    MISE_CONFIG_DIR: join(own, 'config'),
    MISE_TRUSTED_CONFIG_PATHS: pins,
    // Without a lock none is written: it would be of this machine's architecture only.
    MISE_LOCKFILE: isLocked ? '1' : '0',
  };
}
