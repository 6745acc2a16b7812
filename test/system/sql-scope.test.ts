import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keywords, tellingKeywords } from '../sql-guard/keywords.ts';
import { Random } from '../sql-guard/random.ts';
import { scopeStatement } from '../sql-guard/scope-statements.ts';
import { checkScope } from './spark/check-scope.ts';
import { compareScopedPlaces } from './spark/compare-places.ts';
import { type SparkParser, startSparkParser } from './spark/spark-parser.ts';

// Another seed or a longer run: SQL_SCOPE_SEED=7 SQL_SCOPE_STATEMENTS=100000 SQL_GUARD_KEYWORDS=all npm run test:system
const seed = Number(process.env.SQL_SCOPE_SEED ?? 20261121);
const wanted = Number(process.env.SQL_SCOPE_STATEMENTS ?? 4_000);
const words = process.env.SQL_GUARD_KEYWORDS === 'all' ? keywords : tellingKeywords.slice(0, 15);
const atOnce = 400;

describe('the scope against the tables that Spark reads', () => {
  let parser: SparkParser;
  beforeAll(async () => {
    parser = await startSparkParser();
  });
  afterAll(() => parser.close());

  it(`lets no table outside of it through in ${wanted} statements that Spark accepts (seed ${seed})`, async () => {
    const random = new Random(seed);
    const missed: string[] = [];
    let [accepted, refusedInside] = [0, 0];
    while (accepted < wanted && missed.length < 20) {
      const batch = Array.from({ length: atOnce }, () => scopeStatement(random));
      const outcomes = await Promise.all(batch.map((sql) => checkScope(parser, sql)));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.accepted) accepted++;
        if (outcome.isRefusedInside) refusedInside++;
        if (outcome.missed !== undefined) missed.push(`${outcome.missed}: ${batch[index]}`);
      }
    }
    expect(missed).toEqual([]);
    // Odd names are refused in doubt, but they are few.
    expect(refusedInside / accepted).toBeLessThan(0.06);
  }, 3_600_000);

  it('is not misled by a keyword in the place of a name', async () => {
    const { tried, accepted, wrong } = await compareScopedPlaces(parser, words);
    expect(wrong).toEqual([]);
    expect(accepted / tried).toBeGreaterThan(0.9);
  });
});
