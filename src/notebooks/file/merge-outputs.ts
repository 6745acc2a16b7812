import { joined, type Notebook, type Output } from './notebook.ts';

/** What a run gave for one code cell. */
export type CellResult = {
  /** Its number among all cells, from 1. */
  readonly cell: number;
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
};

/**
 * The notebook as it is now with what the run of `ran` gave. A cell that was changed meanwhile keeps what it has; one that
 * only moved is found by its identifier. Undefined where nothing is left to write.
 */
export function withOutputs(now: Notebook, ran: Notebook, results: readonly CellResult[]): Notebook | undefined {
  const cells = [...now.cells];
  let isChanged = false;
  for (const { cell, outputs, executionCount } of results) {
    const run = ran.cells[cell - 1];
    const byId = run?.id === undefined ? -1 : cells.findIndex(({ id }) => id === run.id);
    const at = byId < 0 ? cell - 1 : byId;
    const there = cells[at];
    if (there?.cell_type !== 'code' || joined(there.source) !== joined(run?.source)) continue;
    cells[at] = { ...there, execution_count: executionCount, outputs: [...outputs] };
    isChanged = true;
  }
  return isChanged ? { ...now, cells } : undefined;
}
