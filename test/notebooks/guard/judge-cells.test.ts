import { expect, test } from 'vitest';
import { LakegooseError } from '../../../src/base/errors.ts';
import { notebookIn } from '../../../src/notebooks/file/read-notebook.ts';
import { judgeCells } from '../../../src/notebooks/guard/judge-cells.ts';
import type { Rules } from '../../../src/sql-guard/policy.ts';
import { notebookText } from '../../support/notebook-folder.ts';

function judged(cells: readonly string[], rules: Partial<Rules> = {}) {
  const notebook = notebookIn(notebookText(cells), 'x.ipynb');
  const unseen = judgeCells(notebook, { policy: 'read', aiFunctions: 'allow', ...rules }, 'x.ipynb');
  return unseen.map(({ cell, line, what }) => `${cell}:${line} ${what}`).join(', ');
}

function refused(cells: readonly string[], rules: Partial<Rules> = {}) {
  try {
    return judged(cells, rules);
  } catch (error) {
    if (!(error instanceof LakegooseError)) throw error;
    return [error.facts.cell, error.facts.line, error.parts[0]?.code];
  }
}

const insert = 'spark.sql("INSERT INTO main.a.b VALUES (1)")';

test('the policy in force counts, cell by cell', () => {
  expect(judged(['spark.sql("SELECT 1")', '%sql\nSHOW CATALOGS;\nSELECT 2'])).toBe('');
  expect(refused(['1', `x = 1\n${insert}`])).toEqual([2, 2, 'guard.ADDS']);
  expect(refused([insert], { policy: 'write' })).toBe('');
  expect(refused(['%sql\nSELECT 1;\n\nDROP TABLE t'], { policy: 'update' })).toEqual([1, 4, 'guard.REMOVES']);
});

test.each([
  ['spark.sql("SELECT 1;\\nDROP TABLE t")', 1],
  ['spark.sql("SELECT 1; \\\n\\\nDROP TABLE t")', 3],
  ['spark.sql("SELECT 1;" # one\n  "\\x44ROP TABLE t")', 2],
  ['x = f"""\n\n{spark.sql("DROP TABLE t")}"""', 3],
  ['spark.sql("""\nSELECT 1;\nDROP TABLE t""")', 3],
  ['x = 1\n%sql SELECT 1; \\\nDROP TABLE t', 3],
])('a refusal names the line of the statement: %j', (cell, line) => {
  expect(refused([cell])).toEqual([1, line, 'guard.REMOVES']);
});

test('the scope counts, for tables that are named, too', () => {
  const scope = ['main.sales'];
  expect(refused(['spark.table("main.sales.orders")'], { scope })).toBe('');
  expect(refused(['spark.table("main.hr.pay")'], { scope })).toEqual([1, 1, 'guard.OUT_OF_SCOPE']);
});

test('nothing runs where the rules cannot be read', () => {
  expect(refused(['1 + 1'], { policy: 'none' })).toEqual([1, 1, 'guard.POLICY_UNREADABLE']);
});

test('what cannot be seen is told by cell and line', () => {
  expect(judged(['1', 'x = 1\nspark.sql(x)', '%sh ls'])).toBe('2:2 .sql(…), 3:1 %sh');
});
