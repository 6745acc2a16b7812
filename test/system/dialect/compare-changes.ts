import { z } from 'zod';
import type { LocalWorkspace } from '../../../src/local-workspace/index.ts';
import { WorkspaceClient } from '../../local-workspace/workspace-client.ts';
import type { Random } from '../../sql-guard/random.ts';
import { TABLES } from './changes.ts';
import { generateChange, smaller, statementOf, type Tree } from './generate-sql.ts';
import type { Spark } from './spark-answers.ts';

const line = z.looseObject({
  rows: z.array(z.array(z.unknown())).optional(),
  error: z.looseObject({ class: z.string() }).optional(),
});
/** What came of a statement: the class of its error, or the counts it gave and the rows that are there then. */
type Outcome = { readonly error: string } | { readonly counts: readonly string[]; readonly rows: readonly string[] };
export type Difference = { readonly sql: string; readonly delta: Outcome; readonly ours: Outcome };

const tableOf = (sql: string): 't' | 'r' => (/^(UPDATE|DELETE FROM|INSERT \w+|MERGE INTO) r\b/.test(sql) ? 'r' : 't');
const shown = (table: string): string => `SELECT to_json(struct(*)) AS j FROM ${table}`;

async function ask(spark: Spark, sql: string) {
  const [answer = ''] = await spark.answer([{ id: '', group: 'change', sql, ordered: false }]);
  const { rows = [], error } = line.parse(JSON.parse(answer));
  return { cells: rows.flat().map(String), error: error?.class };
}

/** A statement that fails leaves the rows as they are, so that they need not be filled anew. */
async function deltaOutcome(sql: string, spark: Spark): Promise<Outcome> {
  const { cells, error } = await ask(spark, sql);
  if (error !== undefined) return { error };
  const rows = (await ask(spark, shown(tableOf(sql)))).cells.sort();
  const filled = await ask(spark, TABLES[tableOf(sql)].fill);
  if (filled.error !== undefined) throw new Error(`Delta: ${sql}: ${filled.error}`);
  return { counts: cells, rows };
}

async function ourOutcome(sql: string, client: WorkspaceClient): Promise<Outcome> {
  await client.rows(TABLES[tableOf(sql)].fill);
  const answer = await client.execute(sql);
  if (answer.status.state !== 'SUCCEEDED') {
    const message = answer.status.error?.message ?? answer.status.state;
    return { error: /^\[([A-Z_.]+)\]/.exec(message)?.[1] ?? message };
  }
  // Delta itself gives no counts of an INSERT, Databricks does.
  const counts = sql.startsWith('INSERT') ? [] : (answer.result?.data_array ?? []).flat().map(String);
  return { counts, rows: (await client.rows(shown(tableOf(sql)))).flat().map(String).sort() };
}

const TWICE = 'DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE';
const isRefused = (outcome: Outcome): boolean => 'error' in outcome && outcome.error.startsWith('UNSUPPORTED_FEATURE');
const isKnown = (outcome: Outcome): boolean => !('error' in outcome && /^(UNKNOWN|INTERNAL)/.test(outcome.error));
function differs({ sql, delta, ours }: Difference): boolean {
  if (isRefused(ours)) return false;
  // Delta minds two rows for one also where no clause takes both; Databricks looks at the conditions of the clauses.
  if ('error' in delta && delta.error === TWICE && !sql.includes('WHEN MATCHED THEN')) return false;
  // Which of two errors comes first is not promised.
  if ('error' in delta && 'error' in ours) return false;
  return JSON.stringify(delta) !== JSON.stringify(ours);
}

async function judge(
  statements: readonly string[],
  spark: Spark,
  client: WorkspaceClient,
): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const sql of statements) {
    const delta = await deltaOutcome(sql, spark);
    if (isKnown(delta)) found.push({ sql, delta, ours: await ourOutcome(sql, client) });
  }
  return found;
}

async function shrink(root: Tree, first: Difference, spark: Spark, client: WorkspaceClient): Promise<Difference> {
  let best = first;
  let next: Tree | undefined = root;
  for (let round = 0; round < 6 && next; round += 1) {
    const candidates: Tree[] = [...smaller(next)]
      .filter((tree) => tree.type === 'change')
      .sort((a, b) => statementOf(a).length - statementOf(b).length)
      .slice(0, 20);
    const bad = (await judge(candidates.map(statementOf), spark, client)).find(differs);
    next = bad && candidates.find((tree) => statementOf(tree) === bad.sql);
    best = bad ?? best;
  }
  return best;
}

export type Changes = {
  readonly tried: number;
  readonly right: number;
  readonly refused: readonly string[];
  readonly otherError: readonly Difference[];
  readonly different: readonly Difference[];
};

/** Makes the tables on both sides. */
export async function makeTables(spark: Spark, workspace: LocalWorkspace): Promise<void> {
  const client = new WorkspaceClient(workspace);
  const steps = Object.values(TABLES).flatMap(({ make, fill }) => [...make, fill]);
  const lines = await spark.answer(steps.map((sql) => ({ id: '', group: 'change', sql, ordered: false })));
  const failed = lines.find((each) => line.parse(JSON.parse(each)).error);
  if (failed !== undefined) throw new Error(failed);
  for (const step of steps) await client.rows(step);
}

/** Changes of rows, by Delta and by the workspace; each difference as the smallest statement that shows it. */
export async function compareChanges(
  trees: readonly Tree[],
  spark: Spark,
  workspace: LocalWorkspace,
  most = 20,
): Promise<Changes> {
  const client = new WorkspaceClient(workspace);
  const found = await judge(trees.map(statementOf), spark, client);
  const different: Difference[] = [];
  for (const each of found.filter(differs).slice(0, most)) {
    const tree = trees.find((own) => statementOf(own) === each.sql);
    different.push(tree ? await shrink(tree, each, spark, client) : each);
  }
  return {
    tried: found.length,
    right: found.filter((each) => JSON.stringify(each.delta) === JSON.stringify(each.ours)).length,
    refused: found.filter(({ ours }) => isRefused(ours)).map(({ sql }) => sql),
    otherError: found.filter(
      ({ delta, ours }) => 'error' in delta && 'error' in ours && delta.error !== ours.error && !isRefused(ours),
    ),
    different,
  };
}

export const generateChanges = (random: Random, count: number): Tree[] =>
  Array.from({ length: count }, () => generateChange(random));
