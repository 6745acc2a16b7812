import { runJava } from './run-java.ts';

/** Random sentences of a rule of Spark's grammar. Many mean nothing, and Spark itself refuses those. */
export function sentences(rule: string, seed: number, count: number): Promise<readonly string[]> {
  return runJava('Sentences.java', String(seed), String(count), rule);
}
