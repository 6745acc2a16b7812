import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from './source.ts';

export const root = join(import.meta.dirname, '..', '..');

/** Every TypeScript file of the house, in the order of its paths. */
export async function sourceTree(): Promise<readonly SourceFile[]> {
  const folders = await Promise.all(['src', 'test', 'scripts'].map((folder) => typeScriptIn(join(root, folder))));
  const paths = folders.flat().sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: relative(root, path).split(sep).join('/'),
      text: await readFile(path, 'utf8'),
    })),
  );
}

async function typeScriptIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}
