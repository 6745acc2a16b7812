import type { CatalogChange } from '../catalog/catalog.ts';
import type { TableEntry } from '../catalog/entries.ts';
import type { Session, Site } from '../catalog/resolve-name.ts';
import type { Environment, Origin } from '../dialect/analyze/typed.ts';
import type { Column } from '../dialect/types.ts';

export type ColumnRead = { readonly origin: Origin; readonly column: string };

/** Each column with each that it was computed from, once. */
export function columnReads(names: readonly string[], origins: readonly (readonly Origin[])[]): ColumnRead[] {
  const found = new Map<string, ColumnRead>();
  for (const [index, column] of names.entries()) {
    for (const origin of origins[index] ?? [])
      found.set(JSON.stringify([column, origin.table, origin.column]), { origin, column });
  }
  return [...found.values()];
}

/** How one statement is carried out. */
export type Plan =
  | {
      readonly kind: 'rows';
      readonly sql: string;
      readonly columns: readonly Column[];
      readonly reads: readonly string[];
      readonly sites?: readonly Site[];
    }
  | {
      readonly kind: 'listing';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly (string | null)[])[];
      /** Where names are looked for from here on, in a session that lasts. */
      readonly use?: Pick<Session, 'catalog' | 'schema'>;
    }
  | {
      readonly kind: 'change';
      /** Engine statements of one transaction; the last one counts the rows where `counts` names columns, in one cell for all or in one for each. */
      readonly steps: readonly string[];
      readonly counts: readonly string[];
      /** Which of the steps counts, where that is not the last one. */
      readonly countsAt?: number;
      readonly changes: readonly CatalogChange[];
      /** Goes through rows, so that it may take long. */
      readonly computes?: boolean;
      /** The table or view written, and the ones it was written from. */
      readonly target?: TableEntry;
      readonly reads: readonly string[];
      /** Which of the target's columns were written from which. */
      readonly columnReads?: readonly ColumnRead[];
      readonly sites?: readonly Site[];
    };

/** Full names of what a statement reads, itself and by the functions that it calls. */
export const readsOf = ({ reads, readsByCall }: Environment): string[] => [...new Set([...reads, ...readsByCall])];

export const nothingToDo: Plan = { kind: 'change', steps: [], counts: [], changes: [], reads: [] };
