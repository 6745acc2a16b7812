import { createHash } from 'node:crypto';
import { lstat, readdir, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readFileIfThere, writeFileWhole } from '../../base/files.ts';
import { parseJson } from '../../base/json.ts';

/** In an environment that we made: of which pins, for which place and Python, and what there was then. */
const noteName = 'lakegoose.json';
const note = z.object({ pins: z.string(), home: z.string(), python: z.string(), entries: z.array(z.string()) });

/** Below a cache, where the environments of the folder `directory` are. */
export const environmentsOf = (directory: string) =>
  join('python', createHash('sha256').update(directory).digest('hex').slice(0, 16));
const ours = /\/lakegoose\/python\/[0-9a-f]{16}\/[0-9a-f-]{36}$/;

/**
 * What there is at `home`: nothing, an environment of a person's own, or a link to one of ours, which is `whole` where it was
 * made of `pins` and lacks nothing since. What a person added, or took in another version, leaves it whole.
 */
export async function environmentState(home: string, pins: string): Promise<'none' | 'own' | 'stale' | 'whole'> {
  if (!(await isTaken(home))) return 'none';
  if (!ours.test(await readlink(home).catch(() => ''))) return 'own';
  const made = note.safeParse(parseJson((await readFileIfThere(join(home, noteName))) ?? '')).data;
  if (made?.pins !== pins || made.home !== home || made.python !== (await pythonOf(home))) return 'stale';
  const entries = new Set(await entriesOf(home));
  return made.entries.every((entry) => entries.has(entry)) ? 'whole' : 'stale';
}

/** Notes that everything is there. */
export async function noteWhole(home: string, pins: string): Promise<void> {
  const made = { pins, home, python: await pythonOf(home), entries: await entriesOf(home) };
  await writeFileWhole(join(home, noteName), `${JSON.stringify(made)}\n`);
}

/** Where the packages are. */
export async function packagesOf(home: string): Promise<string> {
  const [version = ''] = await namesIn(join(home, 'lib'));
  return join(home, 'lib', version, 'site-packages');
}

/** The program behind the environment: another one where the base image has another version. */
async function pythonOf(home: string): Promise<string> {
  return realpath(join(home, 'bin', 'python')).catch(() => '');
}

/** Programs, packages without their versions, and kernels. */
async function entriesOf(home: string): Promise<readonly string[]> {
  const [programs, packages, kernels] = await Promise.all([
    namesIn(join(home, 'bin')),
    namesIn(await packagesOf(home)),
    namesIn(join(home, 'share', 'jupyter', 'kernels')),
  ]);
  const unversioned = packages.map((name) => name.replace(/-[^-]+(?=\.dist-info$)/, ''));
  return [...programs.map((name) => `bin/${name}`), ...unversioned, ...kernels.map((name) => `kernels/${name}`)];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name !== '__pycache__').sort();
}

async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
