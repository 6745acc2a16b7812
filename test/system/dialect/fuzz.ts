import { startLocalWorkspace } from '../../../src/local-workspace/index.ts';
import { Random } from '../../sql-guard/random.ts';
import { compareAnswers, generateTrees } from './compare-answers.ts';
import { compareChanges, generateChanges, makeTables } from './compare-changes.ts';
import { compareFunctions, generateFunctions } from './compare-functions.ts';
import { everyChange, everyProduction } from './generate-sql.ts';
import { startSpark } from './spark-answers.ts';

// npm run fuzz:sql -- [seed] [statements]
const [seed = Date.now() % 1_000_000, count = 1000] = process.argv.slice(2).map(Number);
const random = new Random(seed);
const workspace = await startLocalWorkspace();
const spark = await startSpark();
const trees = [...everyProduction(random), ...generateTrees(random, count)];
const { tried, right, refused, different } = await compareAnswers(trees, spark, workspace, 200);
process.stdout.write(
  `seed ${seed}: ${tried} statements, ${right} right, ${refused} refused, ${different.length} different\n`,
);
const functions = await compareFunctions(generateFunctions(random, Math.ceil(count / 4)), spark, workspace);
process.stdout.write(
  `${functions.tried} functions, ${functions.right} right, ${functions.refused} refused, ${functions.different.length} different\n`,
);
for (const { sql, verdict, told } of [...different, ...functions.different])
  process.stdout.write(`${verdict}: ${sql}\n  ${told}\n`);
await spark.close();
const delta = await startSpark({ delta: true });
await makeTables(delta, workspace);
const changes = await compareChanges(
  [...everyChange(random), ...generateChanges(random, Math.ceil(count / 10))],
  delta,
  workspace,
);
process.stdout.write(
  `${changes.tried} changes, ${changes.right} right, ${changes.refused.length} refused, ${changes.different.length} different\n`,
);
for (const each of changes.different)
  process.stdout.write(`${each.sql}\n  Delta: ${JSON.stringify(each.delta)}\n  here:  ${JSON.stringify(each.ours)}\n`);
await delta.close();
await workspace.close();
if (different.length + functions.different.length + changes.different.length > 0) process.exitCode = 1;
