import type { Made } from '../../sql-guard/statements.ts';
import { changeByReemit, difference, oursOf } from './compare.ts';
import { strictness } from './mildest.ts';
import type { SparkParser } from './spark-parser.ts';

export type Outcome = { readonly judged: boolean; readonly wrong?: string };

/** One statement, by Spark and by us. `judged` where Spark accepts it and we can read it. */
export async function check(parser: SparkParser, { sql, expected }: Made): Promise<Outcome> {
  const ours = oursOf(sql);
  // Odd names may make a statement ambiguous, and then it is refused; milder it must never be.
  if (expected !== undefined && strictness(ours.class) < strictness(expected)) {
    return { judged: false, wrong: `${ours.class}, not ${expected}` };
  }
  // What the guard never sends needs no second opinion. Spark replaces `${…}` before it reads, in comments too.
  if (ours.class === 'invalid' || ours.several || sql.includes('$' + '{')) return { judged: false };
  const spark = await parser.parse(sql);
  if (spark === undefined) return { judged: false };
  const again = oursOf(ours.sent);
  const wrong =
    difference(ours, spark) ??
    changeByReemit(ours, again, spark, ours.sent === sql ? spark : await parser.parse(ours.sent));
  return { judged: true, ...(wrong === undefined ? {} : { wrong }) };
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
