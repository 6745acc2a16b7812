import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';
import { Random } from '../sql-guard/random.ts';
import { compareAnswers, generateTrees } from './dialect/compare-answers.ts';
import { compareChanges, generateChanges, makeTables } from './dialect/compare-changes.ts';
import { compareFunctions, generateFunctions } from './dialect/compare-functions.ts';
import { everyChange, everyProduction } from './dialect/generate-sql.ts';
import { type Spark, startSpark } from './dialect/spark-answers.ts';

// Another seed or a longer run: npm run fuzz:sql -- 7 5000
const seed = 20261121;

describe('changes of rows against Delta', () => {
  let delta: Spark;
  let workspace: LocalWorkspace;
  beforeAll(async () => {
    [delta, workspace] = await Promise.all([startSpark({ delta: true }), startLocalWorkspace()]);
  });
  afterAll(async () => {
    await Promise.all([delta.close(), workspace.close()]);
  });

  it(`end in Delta's rows, Delta's counts, an error where Delta has one, or are refused by name (seed ${seed})`, async () => {
    await makeTables(delta, workspace);
    const random = new Random(seed);
    const trees = [...everyChange(random), ...generateChanges(random, 8)];
    const { tried, right, different } = await compareChanges(trees, delta, workspace, 5);
    expect(different).toEqual([]);
    expect(right / tried).toBeGreaterThan(0.7);
  });
});

describe('the local workspace against Spark itself', () => {
  let spark: Spark;
  let workspace: LocalWorkspace;
  beforeAll(async () => {
    [spark, workspace] = await Promise.all([startSpark(), startLocalWorkspace()]);
  });
  afterAll(async () => {
    await Promise.all([spark.close(), workspace.close()]);
  });

  it(`gives Spark's answer, Spark's error, or refuses by name (seed ${seed})`, async () => {
    const random = new Random(seed);
    const trees = [...everyProduction(random), ...generateTrees(random, 300)];
    const { tried, right, different } = await compareAnswers(trees, spark, workspace, 5);
    expect(different).toEqual([]);
    expect(right / tried).toBeGreaterThan(0.9);
  });
  it(`does so with functions in SQL (seed ${seed})`, async () => {
    const { tried, right, different } = await compareFunctions(
      generateFunctions(new Random(seed), 20),
      spark,
      workspace,
    );
    expect(different).toEqual([]);
    expect(right / tried).toBeGreaterThan(0.8);
  });
});
