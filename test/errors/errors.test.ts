import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryByCode, type ErrorCode, isErrorCode } from '../../src/messages/categories.ts';
import { en } from '../../src/messages/en.ts';
import { byGuard } from './by-guard.ts';
import { byLineage } from './by-lineage.ts';
import { byNotebook } from './by-notebook.ts';
import { byCall, byFile, bySettings, bySignIn } from './by-person.ts';
import { byStatement } from './by-statement.ts';
import { byWorkspace } from './by-workspace.ts';
import { openStage, type Provocation, type Stage } from './stage.ts';

/** Each error of the catalogue, for real; one that nobody provokes does not compile. */
const provocations: Readonly<Record<ErrorCode, Provocation>> = {
  ...byWorkspace,
  ...byLineage,
  ...byStatement,
  ...byGuard,
  ...byNotebook,
  ...bySignIn,
  ...byFile,
  ...byCall,
  ...bySettings,
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** The sentence of a code as it is heard, whatever its facts. */
function heard(code: ErrorCode): RegExp {
  const [first = '', ...rest] = en[code]
    .split(/\{\w+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ $/, '\\s'));
  return new RegExp(`^(Error: \\[${categoryByCode[code]}\\] |lakegoose: |  - )${[first, ...rest].join('[^]+?')}`, 'm');
}

describe('the catalogue', () => {
  test.concurrent.each(Object.keys(provocations).filter(isErrorCode))('%s', async (code) => {
    const told = await provocations[code](stage);
    if (typeof told === 'string') expect(told).toMatch(heard(code));
    else expect(told.logged).toBe(code);
  });
});

test('names that may have been meant are told by every tool that takes a name, whichever part is wrong', async () => {
  const { real, hears } = stage;
  const asked: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['list_schemas', { catalog: 'sampels' }, 'samples'],
    ['list_tables', { catalog: 'samples', schema: 'nyctax' }, 'samples.nyctaxi'],
    ['describe_table', { table: 'sampels.nyctaxi.trips' }, 'samples'],
    ['get_table_lineage', { table: 'main.nyctaxi.trip_clean' }, 'main.nyctaxi.trips_clean'],
    [
      'execute_sql_read_only',
      { query: 'SELECT * FROM tirps', catalog: 'samples', schema: 'nyctaxi' },
      'samples.nyctaxi.trips',
    ],
    ['execute_sql_read_only', { query: 'SELECT * FROM samples.nyctax.trips' }, 'samples.nyctaxi'],
    ['execute_sql_read_only', { query: 'SHOW SCHEMAS IN sampels' }, 'samples'],
  ];
  for (const [tool, given, meant] of asked)
    expect(await hears(real(), tool, given)).toContain(`Did you mean ${meant}?`);
});

test('an error as long as a statement is cut in the middle', async () => {
  const told = await stage.hears(stage.amid(), 'list_schemas', { catalog: 'verbose' });
  expect(told.length).toBeLessThan(9000);
  expect(told).toMatch(/^Error: \[workspace\] .* … \(cut\) … .*the end\n```\n/s);
});
