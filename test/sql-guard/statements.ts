import { readCorpus } from './corpus.ts';
import { generate } from './generate.ts';
import { keywordQuery, keywordScript } from './keyword-statements.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';
import { databricksRows, type Row, scripts, sparkRows } from './rows.ts';

export type Made = {
  readonly sql: string;
  /** The class by construction; none for scripts, mutants and the corpus. */
  readonly expected?: Row[0];
};

/**
 * An endless stream of statements: the corpus, every row of the taxonomy, scripts, keywords for names, and two mutants to
 * each original.
 */
export async function statements(random: Random): Promise<() => Made> {
  const corpus = (await readCorpus()).map(({ sql }) => sql);
  return () => {
    if (random.below(4) === 0) return { sql: random.below(3) === 0 ? keywordScript(random) : keywordQuery(random) };
    const original = make(corpus, random);
    if (random.below(3) === 0) return original;
    return { sql: mutate(original.sql, generate('<any>', random), random) };
  };
}

function make(corpus: readonly string[], random: Random): Made {
  const kind = random.below(48);
  if (kind < 8) return { sql: random.pick(corpus) };
  if (kind < 13) return { sql: generate(random.pick(scripts), random) };
  const [expected, , template] = random.pick(kind < 18 ? databricksRows : sparkRows);
  return { sql: generate(template, random), expected };
}
