import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Runs every other file of this directory, one after the other; each prints its own figures. */
for (const file of (await readdir(import.meta.dirname)).sort()) {
  if (file.endsWith('.ts') && file !== 'bench.ts') await import(join(import.meta.dirname, file));
}
