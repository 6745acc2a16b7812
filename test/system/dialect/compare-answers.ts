import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { LocalWorkspace } from '../../../src/local-workspace/index.ts';
import type { Random } from '../../sql-guard/random.ts';
import { generateTree, smaller, statementOf, type Tree } from './generate-sql.ts';
import type { Case, Spark } from './spark-answers.ts';

const played = z.looseObject({
  id: z.string().optional(),
  sql: z.string().optional(),
  verdict: z.string().optional(),
  message: z.string().optional(),
  want: z.unknown().optional(),
  got: z.unknown().optional(),
  types: z.unknown().optional(),
});
export type Verdict = { readonly id: string; readonly sql: string; readonly verdict: string; readonly told: string };

const player = join(import.meta.dirname, '../../local-workspace/data/play-sql-answers.mjs');

/** Plays lines in the form of `sql-answers.jsonl` against a workspace, and gives what came of each. */
export async function play(lines: readonly string[], workspace: LocalWorkspace): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lakegoose-play-'));
  try {
    const file = join(folder, 'cases.jsonl');
    await writeFile(file, lines.join('\n'));
    const env = { ...process.env, HOST: workspace.host, TOKEN: workspace.token, WAREHOUSE: workspace.warehouseId };
    const run = promisify(execFile)(process.execPath, [player, file, '--json'], { env, maxBuffer: 512 * 1024 * 1024 });
    // It exits with 1 where something is wrong, and says what all the same.
    const stdout = await run.then(
      (done) => done.stdout,
      (error: { stdout?: string }) => error.stdout ?? '',
    );
    return stdout
      .trim()
      .split('\n')
      .flatMap((line) => {
        const { id = '', sql, verdict, message = '', want, got, types } = played.parse(JSON.parse(line));
        if (sql === undefined || verdict === undefined) return [];
        return [{ id, sql, verdict, told: JSON.stringify({ want, got, types, message: message.slice(0, 200) }) }];
      });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another answer than Spark's, an answer where Spark has an error, or an error that is no refusal where Spark answers. */
export const differs = ({ verdict, told }: Verdict): boolean =>
  ['wrong', 'missed-error', 'type-only'].includes(verdict) ||
  (verdict === 'refused' && !told.includes('UNSUPPORTED_FEATURE'));

const caseOf = (tree: Tree, index: number): Case => ({
  id: `fuzz-${index}`,
  group: 'fuzz',
  sql: statementOf(tree),
  ordered: false,
});

async function judge(trees: readonly Tree[], spark: Spark, workspace: LocalWorkspace): Promise<Verdict[]> {
  const lines = await spark.answer(trees.map(caseOf));
  // What Spark itself cannot name, or refuses for its own reasons, decides nothing.
  const known = lines.filter((line) => !/"class":"(UNKNOWN|INTERNAL_ERROR)/.test(line));
  return play(known, workspace);
}

/** The smallest tree that still differs, as far as a few rounds go. */
async function shrink(tree: Tree, spark: Spark, workspace: LocalWorkspace): Promise<Verdict | undefined> {
  let best: { tree: Tree; verdict: Verdict } | undefined;
  let next: Tree | undefined = tree;
  for (let round = 0; round < 12 && next; round += 1) {
    const candidates: Tree[] = [...smaller(next)]
      .sort((a, b) => statementOf(a).length - statementOf(b).length)
      .slice(0, 60);
    const verdicts = await judge(candidates, spark, workspace);
    const bad = verdicts.find(differs);
    const found = bad && candidates.find((each) => bad.sql === statementOf(each));
    if (bad && found) best = { tree: found, verdict: bad };
    next = found;
  }
  return best?.verdict;
}

export type Comparison = {
  readonly tried: number;
  readonly right: number;
  readonly refused: number;
  readonly different: readonly Verdict[];
};

/** Expressions that a seed makes, answered by Spark and by the workspace; each difference as the smallest statement that shows it. */
export async function compareAnswers(
  trees: readonly Tree[],
  spark: Spark,
  workspace: LocalWorkspace,
  most = 20,
): Promise<Comparison> {
  const verdicts = await judge(trees, spark, workspace);
  const bad = verdicts.filter(differs).slice(0, most);
  const different: Verdict[] = [];
  for (const verdict of bad) {
    const tree = trees.find((each) => verdict.sql === statementOf(each));
    different.push((tree && (await shrink(tree, spark, workspace))) ?? verdict);
  }
  return {
    tried: verdicts.length,
    right: verdicts.filter(({ verdict }) => verdict === 'correct' || verdict === 'error-ok').length,
    refused: verdicts.filter(({ told }) => told.includes('UNSUPPORTED_FEATURE')).length,
    different,
  };
}

export const generateTrees = (random: Random, count: number): Tree[] =>
  Array.from({ length: count }, () => generateTree(random));
