import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSettings } from '../../src/settings/check-settings.ts';
import { guardRules } from '../../src/settings/guard-rules.ts';
import { judge } from '../../src/sql-guard/judge.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakegoose-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function rulesUnder(file: string | undefined, given: Record<string, string> = {}) {
  const path = join(folder, 'policy.yaml');
  if (file !== undefined) await writeFile(path, file);
  return guardRules(checkSettings(given).values, path);
}

const wide = { LAKEGOOSE_SQL_POLICY: 'update', LAKEGOOSE_AI_FUNCTIONS: 'allow', LAKEGOOSE_SQL_SCOPE: 'A.b, c.d' };

describe('the rules of the guard', () => {
  it('are those of the settings where there is no file', async () => {
    expect(await rulesUnder(undefined)).toEqual({ policy: 'read', aiFunctions: 'allow' });
    expect(await rulesUnder(undefined, wide)).toEqual({
      policy: 'update',
      aiFunctions: 'allow',
      scope: ['a.b', 'c.d'],
    });
  });

  it('are never wider than the file', async () => {
    const file = 'sql_policy: write\nai_functions: refuse\nsql_scope: [C.D, e.f]\n';
    expect(await rulesUnder(file, wide)).toEqual({
      policy: 'write',
      ceiling: 'write',
      aiFunctions: 'refuse',
      scope: ['c.d'],
    });
    expect(await rulesUnder(file)).toEqual({
      policy: 'read',
      ceiling: 'write',
      aiFunctions: 'refuse',
      scope: ['c.d', 'e.f'],
    });
    expect(await rulesUnder('sql_scope: [x.y]', wide)).toEqual({
      policy: 'update',
      ceiling: 'update',
      aiFunctions: 'allow',
      scope: [],
    });
  });

  it('let no result come by links where either says so', async () => {
    const file = 'results: inline\negress: [work.example]\nsetup_hosts:\n';
    expect(await rulesUnder(file, { LAKEGOOSE_RESULTS: 'links' })).toMatchObject({ inlineOnly: true });
    expect(await rulesUnder(undefined, { LAKEGOOSE_RESULTS: 'inline' })).toMatchObject({ inlineOnly: true });
    expect(await rulesUnder('results: links', { LAKEGOOSE_RESULTS: 'inline' })).toMatchObject({ inlineOnly: true });
    expect(await rulesUnder('results: links')).not.toHaveProperty('inlineOnly');
  });

  it.each([
    'egress: ["*.example"]',
    'egress: [10.0.0.1]',
    'egress: [https://work.example]',
    'setup_hosts: work.example',
  ])('refuse everything where names are none: %s', async (file) => {
    expect((await rulesUnder(file)).policy).toBe('none');
  });

  it.each([
    ['main.sales', 'sql_scope: [MAIN.Sales]'],
    ['MAIN.SALES', 'sql_scope: [main.sales]'],
    ['`Main`.`Sales`', 'sql_scope: [main.sales]'],
    ['main.sales', "sql_scope: ['`Main`.sales', main.Sales]"],
    [' main . sales ,Main.sales', 'sql_scope:\n  - "`MAIN` . `SALES`"'],
  ])('are those of both for the schema %j under %j', async (setting, file) => {
    const rules = await rulesUnder(file, { LAKEGOOSE_SQL_SCOPE: setting });
    expect(rules.scope).toEqual(['main.sales']);
    expect(judge('SELECT * FROM `MAIN`.sales.t', rules)).toMatchObject({ verdict: 'allow' });
    expect(judge('SELECT * FROM main.other.t', rules)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  it.each(['main', 'a.b.c', 'a.', '`a.b', '`a.b`', '`a b`.c', 'a.b,', 'c.İ', ''])('know no schema %j', async (text) => {
    if (text !== '') expect(checkSettings({ LAKEGOOSE_SQL_SCOPE: text }).refused).toHaveLength(1);
    expect((await rulesUnder(`sql_scope: [${JSON.stringify(text)}]`)).policy).toBe('none');
  });

  it.each([
    '',
    'sql_policy: everything',
    'sql_polcy: read',
    ': [',
    '- read',
    'sql_scope: [a]',
    'sql_policy: read\nsql_policy: update',
  ])('refuse everything for the file %j', async (file) => {
    const rules = await rulesUnder(file, wide);
    expect(judge('SELECT 1', rules)).toMatchObject({ verdict: 'refuse', code: 'POLICY_UNREADABLE' });
  });

  it('refuse everything where the file is a folder or a link to nowhere', async () => {
    expect((await guardRules(checkSettings(wide).values, folder)).policy).toBe('none');
    await symlink(join(folder, 'gone'), join(folder, 'policy.yaml'));
    expect((await rulesUnder(undefined, wide)).policy).toBe('none');
  });

  it('refuse everything where the folder of the file is a file', async () => {
    await writeFile(join(folder, 'lakegoose'), '');
    const path = join(folder, 'lakegoose', 'policy.yaml');
    expect((await guardRules(checkSettings(wide).values, path)).policy).toBe('none');
    const missing = join(folder, 'gone', 'policy.yaml');
    expect((await guardRules(checkSettings(wide).values, missing)).policy).toBe('update');
  });
});
