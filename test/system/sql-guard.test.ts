import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keywords as keywordsOfGuard } from '../../src/sql-guard/classify/keywords.ts';
import { generate } from '../sql-guard/generate.ts';
import { keywords, tellingKeywords } from '../sql-guard/keywords.ts';
import { Random } from '../sql-guard/random.ts';
import { databricksRows, sparkRows } from '../sql-guard/rows.ts';
import { oursOf } from './spark/compare.ts';
import { compareMany } from './spark/compare-many.ts';
import { comparePlaces } from './spark/compare-places.ts';
import { compareSentences } from './spark/compare-sentences.ts';
import { runJava } from './spark/run-java.ts';
import { sentences } from './spark/sentences.ts';
import { type SparkParser, startSparkParser } from './spark/spark-parser.ts';

// Another seed or a longer run: SQL_GUARD_SEED=7 SQL_GUARD_STATEMENTS=1000000 SQL_GUARD_KEYWORDS=all npm run test:system
const seed = Number(process.env.SQL_GUARD_SEED ?? 20261121);
const wanted = Number(process.env.SQL_GUARD_STATEMENTS ?? 10_500);
const words = process.env.SQL_GUARD_KEYWORDS === 'all' ? keywords : tellingKeywords;

describe('the SQL guard against the parser of Spark', () => {
  let parser: SparkParser;
  beforeAll(async () => {
    parser = await startSparkParser();
  });
  afterAll(() => parser.close());

  it(`reads ${wanted} statements that Spark accepts as Spark does (seed ${seed})`, async () => {
    const { judged, wrong } = await compareMany(parser, seed, wanted);
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThanOrEqual(wanted);
  }, 3_600_000);

  it('is not misled by a keyword in the place of a name', async () => {
    const { tried, accepted, wrong } = await comparePlaces(parser, words);
    expect(wrong).toEqual([]);
    expect(accepted / tried).toBeGreaterThan(0.9);
  });

  it('tries every keyword that Spark has', async () => {
    const known = new Set(keywords);
    const ofSpark = await runJava('Keywords.java');
    expect(ofSpark.filter((word) => !known.has(word))).toEqual([]);
    expect(ofSpark.filter((word) => !keywordsOfGuard.has(word))).toEqual(['X']);
  });

  it.each([
    ['compoundOrSingleStatement', 8_000],
    ['query', 3_000],
    ['dmlStatementNoWith', 3_000],
  ])('lets no sentence of the grammar pass for less than Spark reads in it: %s', async (rule, count) => {
    const { accepted, wrong } = await compareSentences(parser, await sentences(rule, seed, count));
    expect(wrong).toEqual([]);
    expect(accepted).toBeGreaterThan(count / 12);
  });

  it.each(sparkRows)('is %s for %s as Spark reads it: %s', async (_expected, _row, template) => {
    const random = new Random(seed);
    const made = Array.from({ length: 40 }, () => generate(template, random));
    const read = await Promise.all(made.map((sql) => parser.parse(sql)));
    expect(read.some((parsed) => parsed !== undefined)).toBe(true);
  });
});

describe('statements that only Databricks has', () => {
  it.each(databricksRows)('is %s: %s: %s', (expected, _row, template) => {
    const random = new Random(seed);
    for (let variant = 0; variant < 25; variant++) {
      const sql = generate(template, random);
      expect([sql, oursOf(sql).class]).toEqual([sql, expected]);
    }
  });
});
