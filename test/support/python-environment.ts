import { createHash } from 'node:crypto';
import { access, readdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { withLock } from '../../src/base/lock.ts';

const cache = join(homedir(), '.cache/lakegoose');

/**
 * The Python of a virtual environment with these requirements, made once and kept by their content. `complete` adds to its
 * folder what they do not bring.
 */
export async function pythonWith(
  requirements: readonly string[],
  complete?: (home: string) => Promise<unknown>,
): Promise<string> {
  const home = join(cache, `python-${await digestOf(requirements)}`);
  // Another test file may want the same one at this moment.
  return withLock(`${home}.lock`, { waitSeconds: 500 }, async () => {
    const python = await install(home, requirements);
    await complete?.(home);
    return python;
  });
}

async function install(home: string, requirements: readonly string[]): Promise<string> {
  const python = join(home, 'bin/python');
  const ready = join(home, 'ready');
  try {
    await access(ready);
    return python;
  } catch {
    await rm(home, { recursive: true, force: true });
  }
  await execa('python3', ['-m', 'venv', home]);
  const lists = requirements.flatMap((path) => ['-r', path]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...lists]);
  // The name appears only when everything is there, so that a run that was stopped is not taken for a whole one.
  await rename(await emptyFile(home), ready);
  return python;
}

/** The folder of the source distribution that `requirement` pins by its hash, fetched once and kept by that. */
export async function sourceOf(requirement: string): Promise<string> {
  const home = join(cache, `source-${await digestOf([requirement])}`);
  const made = `${home}.${process.pid}`;
  if (!(await isThere(home))) {
    await rm(made, { recursive: true, force: true });
    const fetched = ['--no-deps', '--no-binary=:all:', '--require-hashes', '-r', requirement, '-d', made];
    await execa('python3', ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', ...fetched]);
    const [archive = ''] = await readdir(made);
    await execa('tar', ['-xzf', archive], { cwd: made });
    await rm(join(made, archive));
    await rename(made, home);
  }
  const [folder = ''] = await readdir(home);
  return join(home, folder);
}

async function digestOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 16);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

async function emptyFile(home: string): Promise<string> {
  const path = join(home, 'ready.new');
  await execa('touch', [path]);
  return path;
}
