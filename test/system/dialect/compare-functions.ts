import type { LocalWorkspace } from '../../../src/local-workspace/index.ts';
import type { Random } from '../../sql-guard/random.ts';
import { type Comparison, differs, play } from './compare-answers.ts';
import { everyFunction, generateFunction, statementOf } from './generate-sql.ts';
import type { Spark } from './spark-answers.ts';

/** Calls of functions with what makes these, one of each kind and as many more. */
export const generateFunctions = (random: Random, count: number): string[] => [
  ...new Set([
    ...everyFunction(random).map(statementOf),
    ...Array.from({ length: count }, () => statementOf(generateFunction(random))),
  ]),
];

type Line = { readonly id: string; readonly setup: readonly string[]; readonly sql: string };

async function answered({ id, setup, sql }: Line, spark: Spark): Promise<string> {
  const own = (text: string) => text.replaceAll('{S}', id.replace('-', '_'));
  const [line = ''] = await spark.answer([
    { id, group: 'function', setup: setup.map(own), sql: own(sql), ordered: true },
  ]);
  const answer: object = JSON.parse(line);
  return JSON.stringify({ ...answer, setup, sql });
}

/** Functions that a seed makes, and calls of them, by Spark and by the workspace; each difference with what made it. */
export async function compareFunctions(
  statements: readonly string[],
  spark: Spark,
  workspace: LocalWorkspace,
): Promise<Comparison> {
  const cases = statements.map((text, index): Line => {
    const [sql = '', ...before] = text.split(';;').reverse();
    return { id: `function-${index}`, setup: ['CREATE SCHEMA {S}', ...before.reverse()], sql };
  });
  const lines = await Promise.all(cases.map((each) => answered(each, spark)));
  const known = lines.filter((line) => !/"class":"(UNKNOWN|INTERNAL_ERROR)/.test(line));
  const verdicts = await play(known, workspace);
  const named = verdicts.map((each) => ({ ...each, sql: `${each.id}: ${statements[Number(each.id.split('-')[1])]}` }));
  return {
    tried: verdicts.length,
    right: verdicts.filter(({ verdict }) => verdict === 'correct' || verdict === 'error-ok').length,
    refused: verdicts.filter(({ told }) => told.includes('UNSUPPORTED_FEATURE')).length,
    different: named.filter(differs),
  };
}
