import type { Made } from '../../sql-guard/statements.ts';
import { changeByReemit, difference, oursOf } from './compare.ts';
import { strictness } from './mildest.ts';
import type { SparkParser } from './spark-parser.ts';

export type Outcome = { readonly accepted: boolean; readonly judged: boolean; readonly wrong?: string };

/** One statement, by Spark and by us. `judged` where Spark accepts it and we do not refuse it as unreadable. */
export async function check(parser: SparkParser, { sql, expected }: Made): Promise<Outcome> {
  const ours = oursOf(sql);
  const spark = await parser.parse(sql);
  // Odd names may make a statement ambiguous, and then it is refused; milder it must never be.
  if (expected !== undefined && strictness(ours.class) < strictness(expected)) {
    return { accepted: false, judged: false, wrong: `${ours.class}, not ${expected}` };
  }
  // Spark replaces these before it reads, in comments too; the guard sends none of them.
  if (spark === undefined || sql.includes('$' + '{')) return { accepted: false, judged: false };
  if (ours.class === 'invalid' || ours.several) return { accepted: true, judged: false };
  const again = oursOf(ours.sent);
  const wrong =
    difference(ours, spark) ??
    changeByReemit(ours, again, spark, ours.sent === sql ? spark : await parser.parse(ours.sent));
  return { accepted: true, judged: true, ...(wrong === undefined ? {} : { wrong }) };
}

const mostTries = 400;

/** The smallest text that is still wrong in some way, by leaving out pieces. */
export async function smallest(parser: SparkParser, sql: string): Promise<string> {
  let best = sql;
  let tries = 0;
  for (let length = Math.ceil(sql.length / 2); length >= 1; length = Math.floor(length / 2)) {
    for (let start = 0; start < best.length && tries < mostTries; tries++) {
      const shorter = best.slice(0, start) + best.slice(start + length);
      const { wrong } = await check(parser, { sql: shorter });
      if (wrong === undefined) start += length;
      else best = shorter;
    }
  }
  return best;
}
