import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fetching } from './fetching.ts';
import { fromPypi } from './from-pypi.ts';
import { kept } from './kept.ts';

/** uv from PyPI, its wheels pinned by their hashes. */
export async function uvFromPypi(fetching: Fetching): Promise<string> {
  const list = join(fetching.pins, 'uv', 'requirements.txt');
  const folder = await kept({
    name: 'uv',
    pin: list,
    programs: ['uv', 'uvx'],
    fetching,
    make: async (target) => {
      fetching.tell('tools.fetching', { tool: 'uv' });
      const packages = join(target, 'packages');
      await fromPypi('uv', fetching, list, packages);
      // One file each, that needs nothing of the environment it came in.
      for (const program of ['uv', 'uvx']) await rename(join(packages, 'bin', program), join(target, program));
      await rm(packages, { recursive: true });
    },
  });
  return join(folder, 'uv');
}
