import { join, relative, sep } from 'node:path';

/** How agents and other processes of ours start this CLI. */
export const cliProgram = join(import.meta.dirname, '../../bin/lakegoose');

/** What a person types in this folder, whose PATH may have nothing of ours. */
export function typedProgram(directory: string): string {
  if (cliProgram.split(sep).includes('node_modules')) return 'npx lakegoose';
  const path = relative(directory, cliProgram);
  return path.startsWith('..') ? cliProgram : path;
}
