import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { type Fetching, runFor } from './fetching.ts';
import { findGo } from './find-go.ts';
import { kept, readPin } from './kept.ts';

const tool = 'Databricks CLI';

/**
 * The Databricks CLI, compiled from the sources that `databricks-cli/go.sum` pins, and kept by the digest of that file. The
 * first time takes some minutes. Gives the program's path. Throws `tools.no_pin`, `tools.no_version`.
 */
export async function databricksFromGo(fetching: Fetching): Promise<string> {
  const module = join(fetching.pins, 'databricks-cli');
  const mod = join(module, 'go.mod');
  const version = /github\.com\/databricks\/cli v(\S+)/.exec(await readPin(mod))?.[1];
  if (version === undefined) throw new LakegooseError('tools.no_version', { path: mod });
  const flags = `-s -w ${told(version)}`;
  const folder = await kept({
    name: 'databricks-cli',
    pin: join(module, 'go.sum'),
    recipe: flags,
    programs: ['databricks'],
    fetching,
    make: async (target) => {
      const go = await findGo(fetching);
      fetching.tell('tools.building', { tool, minutes: 3 });
      const output = ['-o', join(target, 'databricks'), 'github.com/databricks/cli'];
      // Sources and what is made of them on the way: more than a gigabyte, which nothing needs afterwards.
      const work = join(target, 'work');
      await runFor(tool, fetching, [go, 'build', '-trimpath', '-buildvcs=false', '-ldflags', flags, ...output], {
        directory: module,
        environment: {
          // Only what go.sum names is taken, whatever the machine's own settings of Go say.
          GOFLAGS: '-mod=readonly -modcacherw',
          GOTOOLCHAIN: 'local',
          GOWORK: 'off',
          GOMODCACHE: join(work, 'sources'),
          GOCACHE: join(work, 'built'),
        },
      });
      await rm(work, { recursive: true, force: true });
    },
  });
  return join(folder, 'databricks');
}

/** What the CLI says of itself. SDKs ask for the numbers, to know what it can do. */
function told(version: string): string {
  const [Major, Minor, Patch] = version.split('.');
  const values = Object.entries({ Version: version, Major, Minor, Patch });
  return values.map(([name, value]) => `-X github.com/databricks/cli/internal/build.build${name}=${value}`).join(' ');
}
