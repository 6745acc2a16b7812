import { join } from 'node:path';
import { execa } from 'execa';
import { buildPackages } from '../../scripts/build-packages.ts';

/** The packages that are published, as files of `npm pack` in `folder`. */
export async function packed(folder: string): Promise<readonly string[]> {
  const files = [];
  for (const built of await buildPackages(join(folder, 'dist'))) {
    const { stdout } = await execa('npm', ['pack', '--silent', '--pack-destination', folder, built]);
    files.push(join(folder, stdout.trim()));
  }
  return files;
}
