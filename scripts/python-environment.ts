import { createHash } from 'node:crypto';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { withLock } from '../src/base/lock.ts';

/** A virtual environment of Python with these packages, kept in `cache` by the digest of their names. Gives its path. */
export async function pythonEnvironment(cache: string, packages: readonly string[]): Promise<string> {
  const name = createHash('sha256').update(packages.join('\n')).digest('hex').slice(0, 16);
  const directory = join(cache, name);
  const mark = join(directory, 'complete');
  await mkdir(cache, { recursive: true });
  return withLock(join(cache, `${name}.lock`), 600, async () => {
    const isComplete = await access(mark).then(
      () => true,
      () => false,
    );
    if (isComplete) return directory;
    // What an interrupted installation left behind is not to be trusted.
    await rm(directory, { recursive: true, force: true });
    await execa('python3', ['-m', 'venv', directory], { timeout: 120_000 });
    const pip = join(directory, 'bin', 'pip');
    await execa(pip, ['install', '--quiet', '--disable-pip-version-check', ...packages], { timeout: 300_000 });
    await writeFile(mark, '');
    return directory;
  });
}
