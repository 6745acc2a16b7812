import { join } from 'node:path';
import { run } from '../../../src/base/shell.ts';
import { installSpark } from './install-spark.ts';
import { warningsAside } from './java-options.ts';

/** The lines that a program of this folder prints, with Spark at hand. */
export async function runJava(program: string, ...words: readonly string[]): Promise<readonly string[]> {
  const jars = await installSpark();
  const options = [...warningsAside, '-Xss64m', '-cp', join(jars, '*'), join(import.meta.dirname, program), ...words];
  const result = await run('java', options, { timeoutSeconds: 300 });
  if (result.outcome !== 'done' || result.exitCode !== 0)
    throw new Error(`${program} printed nothing: ${JSON.stringify(result)}`);
  return result.stdout.trim().split('\n');
}
