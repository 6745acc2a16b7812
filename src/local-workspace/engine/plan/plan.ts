import type { CatalogChange } from '../catalog/catalog.ts';
import type { TableEntry } from '../catalog/entries.ts';
import type { Column } from '../dialect/types.ts';

/** How one statement is carried out. */
export type Plan =
  | { readonly kind: 'rows'; readonly sql: string; readonly columns: readonly Column[] }
  | {
      readonly kind: 'listing';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  | {
      readonly kind: 'change';
      /** Engine statements of one transaction; the last one counts the rows where `counts` names columns. */
      readonly steps: readonly string[];
      readonly counts: readonly string[];
      readonly changes: readonly CatalogChange[];
      /** The table or view written, and the ones it was written from. */
      readonly target?: TableEntry;
      readonly reads: readonly string[];
    };

export const nothingToDo: Plan = { kind: 'change', steps: [], counts: [], changes: [], reads: [] };
