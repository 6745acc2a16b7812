import { oursOf } from './compare.ts';
import { type Mildest, mildest } from './mildest.ts';
import type { SparkParser } from './spark-parser.ts';

/** The policies by which a class may run: the first three have one each, the others none. */
const level: Readonly<Record<Mildest | 'invalid', number>> = {
  read: 0,
  write: 1,
  update: 2,
  admin: 3,
  destructive: 3,
  invalid: 3,
};

/** How many sentences that the guard can read Spark accepts, and which of them a policy lets through that should not. */
export async function compareSentences(
  parser: SparkParser,
  sentences: readonly string[],
): Promise<{ readonly accepted: number; readonly wrong: readonly string[] }> {
  const wrong: string[] = [];
  let accepted = 0;
  await Promise.all(
    sentences.map(async (sql) => {
      const ours = oursOf(sql);
      // What the guard cannot read it never sends: that needs no second opinion.
      if (ours.class === 'invalid' || ours.several) return;
      const spark = await parser.parse(sql);
      if (spark === undefined) return;
      accepted++;
      const least = mildest(spark.plan);
      if (typeof least !== 'string') wrong.push(`unknown plan class ${least.unknown}: ${sql}`);
      else if (level[ours.class] < level[least]) wrong.push(`${ours.class}, not ${least}: ${sql}`);
    }),
  );
  return { accepted, wrong };
}
