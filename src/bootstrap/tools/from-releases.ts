import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { run } from '../../base/shell.ts';
import { type Fetching, runFor } from './fetching.ts';
import { fromNpm } from './from-npm.ts';
import { kept } from './kept.ts';
import { isThere } from './places.ts';

export const toolNames = ['goose', 'databricks', 'uv'] as const;

/**
 * The tools from the releases of their own projects, by mise: with its lock's checksums where `.devcontainer` has the lock.
 * Gives the folder that holds their programs.
 */
export async function fromReleases(fetching: Fetching): Promise<string> {
  const { pins, cache, tell } = fetching;
  const lock = join(pins, 'mise.lock');
  const isLocked = await isThere(lock);
  return kept({
    name: 'releases',
    pin: isLocked ? lock : join(pins, 'mise.toml'),
    programs: toolNames,
    cache,
    make: async (target) => {
      const mise = await findMise(fetching);
      const more = { directory: pins, environment: surroundings(fetching, isLocked) };
      tell('tools.fetching', { tool: toolNames.join(', ') });
      await runFor('mise', fetching, [mise, 'install', '--yes', ...(isLocked ? ['--locked'] : [])], more).catch(
        explain,
      );
      for (const name of toolNames) {
        const program = (await runFor('mise', fetching, [mise, 'which', name], more)).trim();
        await symlink(program, join(target, name));
      }
    },
  });
}

/** From npm, which has it for x64 only; else the machine's own. Throws `tools.no_mise`. */
async function findMise(fetching: Fetching): Promise<string> {
  if (fetching.machine === 'x64') {
    return fromNpm({ tool: 'mise', name: 'mise', file: '@jdxcode/mise-linux-x64/bin/mise' }, fetching);
  }
  const result = await run('mise', ['--version'], { timeoutSeconds: 20 });
  if (result.outcome !== 'done') throw new LakegooseError('tools.no_mise', { machine: fetching.machine });
  return 'mise';
}

function explain(error: unknown): never {
  if (!(error instanceof LakegooseError) || error.code !== 'tools.failed') throw error;
  throw new LakegooseError('tools.no_releases', { reason: error.facts.reason ?? '' }, { cause: error });
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
