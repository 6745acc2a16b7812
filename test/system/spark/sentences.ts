import { join } from 'node:path';
import { run } from '../../../src/base/shell.ts';
import { installSpark } from './install-spark.ts';

/** Random sentences of a rule of Spark's grammar. Many mean nothing, and Spark itself refuses those. */
export async function sentences(rule: string, seed: number, count: number): Promise<readonly string[]> {
  const jars = await installSpark();
  const program = join(import.meta.dirname, 'Sentences.java');
  const words = ['-Xss64m', '-cp', join(jars, '*'), program, String(seed), String(count), rule];
  const result = await run('java', words, { timeoutSeconds: 300 });
  if (result.outcome !== 'done' || result.exitCode !== 0)
    throw new Error(`no sentences of Spark's grammar: ${JSON.stringify(result)}`);
  return result.stdout.trim().split('\n');
}
