import { LakegooseError } from '../../base/errors.ts';
import { judge } from '../../sql-guard/judge.ts';
import type { Rules } from '../../sql-guard/policy.ts';
import { positionOf } from '../../sql-guard/position.ts';
import { refusalError } from '../../sql-guard/refusal-error.ts';
import { splitStatements } from '../../sql-guard/split-statements.ts';
import { joined, type Notebook } from '../file/notebook.ts';
import { lookAtCell } from './look-at-cell.ts';
import type { Unseen } from './look-at-text.ts';

/** Where a notebook does what cannot be seen before it runs. */
export type UnseenPlace = Unseen & { readonly cell: number };

/**
 * Judges all SQL that can be read in the cells, before anything runs, and gives what cannot be seen. Throws
 * `notebook.refused` for the first statement that may not run, and where the rules themselves cannot be read.
 */
export function judgeCells({ cells }: Notebook, rules: Rules, path: string): readonly UnseenPlace[] {
  const unseen: UnseenPlace[] = [];
  refuse('SELECT 1', { cell: 1, line: 1 });
  for (const [at, one] of cells.entries()) {
    if (one.cell_type !== 'code') continue;
    const looked = lookAtCell(joined(one.source));
    for (const { sql, line } of looked.literals) refuse(sql, { cell: at + 1, line });
    unseen.push(...looked.unseen.map((place) => ({ cell: at + 1, ...place })));
  }
  return unseen;

  function refuse(sql: string, { cell, line }: { readonly cell: number; readonly line: number }): void {
    const pieces = splitStatements(sql);
    for (const { text, start } of pieces.length === 0 ? [{ text: sql, start: 0 }] : pieces) {
      const verdict = judge(text, rules);
      if (verdict.verdict === 'allow') continue;
      const facts = { path, cell, line: line + positionOf(sql, start).line - 1 };
      throw new LakegooseError('notebook.refused', facts, { parts: [refusalError(verdict)] });
    }
  }
}
