import type { TableEntry } from '../catalog/entries.ts';
import type { AnalyzedQuery, Environment } from '../dialect/analyze/typed.ts';
import { columnReads, type Plan, readsOf } from './plan.ts';

/** The change that puts a table or view into the catalog, computed from `query` where there is one. */
export function created(
  table: TableEntry,
  steps: readonly string[],
  environment: Environment,
  query: AnalyzedQuery | undefined,
): Plan {
  const names = table.columns.map(({ name }) => name);
  return {
    kind: 'change',
    steps,
    counts: [],
    computes: steps.length > 0 && query !== undefined,
    changes: [{ kind: 'put-table', table }],
    target: table,
    reads: readsOf(environment),
    columnReads: columnReads(names, query?.origins ?? []),
  };
}
