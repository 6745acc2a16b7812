import { LakegooseError } from '../../base/errors.ts';
import { judge } from '../../sql-guard/judge.ts';
import type { Rules } from '../../sql-guard/policy.ts';
import { refusalError } from '../../sql-guard/refusal-error.ts';
import { splitStatements } from '../../sql-guard/split-statements.ts';
import { joined, type Notebook } from '../file/notebook.ts';
import type { LiteralSql, Unseen } from './look.ts';
import { lookAtCell } from './look-at-cell.ts';

/** Where a notebook does what cannot be seen before it runs. */
export type UnseenPlace = Unseen & { readonly cell: number };

/**
 * Judges all SQL that can be read in the cells, before anything runs, and gives what cannot be seen. Throws
 * `notebook.refused` for the first statement that may not run, and where the rules themselves cannot be read.
 */
export function judgeCells({ cells }: Notebook, rules: Rules, path: string): readonly UnseenPlace[] {
  const unseen: UnseenPlace[] = [];
  refuse({ sql: 'SELECT 1', lineAt: () => 1 }, 1);
  for (const [at, one] of cells.entries()) {
    if (one.cell_type !== 'code') continue;
    const looked = lookAtCell(joined(one.source));
    for (const literal of looked.literals) refuse(literal, at + 1);
    unseen.push(...looked.unseen.map((place) => ({ cell: at + 1, ...place })));
  }
  return unseen;

  function refuse({ sql, lineAt }: LiteralSql, cell: number): void {
    const pieces = splitStatements(sql);
    for (const { text, start } of pieces.length === 0 ? [{ text: sql, start: 0 }] : pieces) {
      const verdict = judge(text, rules);
      if (verdict.verdict === 'allow') continue;
      const facts = { path, cell, line: lineAt(start) };
      throw new LakegooseError('notebook.refused', facts, { parts: [refusalError(verdict)] });
    }
  }
}
