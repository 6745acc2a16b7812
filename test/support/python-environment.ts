import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The Python of a virtual environment with these requirements, made once and kept by their content. */
export async function pythonWith(requirements: string): Promise<string> {
  const key = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16);
  const cache = join(homedir(), '.cache/lakegoose');
  const home = join(cache, `python-${key}`);
  const python = join(home, 'bin/python');
  const ready = join(home, 'ready');
  try {
    await access(ready);
    return python;
  } catch {
    await rm(home, { recursive: true, force: true });
  }
  await mkdir(cache, { recursive: true });
  await execa('python3', ['-m', 'venv', home]);
  await execa(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  // The name appears only when everything is there, so that a run that was stopped is not taken for a whole one.
  await rename(await emptyFile(home), ready);
  return python;
}

async function emptyFile(home: string): Promise<string> {
  const path = join(home, 'ready.new');
  await execa('touch', [path]);
  return path;
}
