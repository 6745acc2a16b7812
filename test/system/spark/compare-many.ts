import { Random } from '../../sql-guard/random.ts';
import { statements } from '../../sql-guard/statements.ts';
import { check, smallest } from './check.ts';
import type { SparkParser } from './spark-parser.ts';

export type Comparison = {
  readonly judged: number;
  readonly tried: number;
  /** Each with the smallest statement that shows it. */
  readonly wrong: readonly string[];
};

const atOnce = 400;
const mostShown = 20;

/** Compares until Spark has accepted `wanted` statements that we judged, or `signal` says that it is enough. */
export async function compareMany(
  parser: SparkParser,
  seed: number,
  wanted: number,
  signal?: AbortSignal,
): Promise<Comparison> {
  const next = await statements(new Random(seed));
  const wrong: string[] = [];
  let [judged, tried] = [0, 0];
  while (judged < wanted && wrong.length < mostShown && !signal?.aborted) {
    const batch = Array.from({ length: atOnce }, next);
    const outcomes = await Promise.all(batch.map((made) => check(parser, made)));
    for (const [index, outcome] of outcomes.entries()) {
      tried++;
      if (outcome.judged) judged++;
      const sql = batch[index]?.sql ?? '';
      if (outcome.wrong !== undefined)
        wrong.push(`${outcome.wrong}: ${JSON.stringify(await smallest(parser, sql))}, of ${JSON.stringify(sql)}`);
    }
  }
  return { judged, tried, wrong };
}
