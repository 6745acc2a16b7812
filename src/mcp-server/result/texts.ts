import type { Column } from './table.ts';

/** Columns of texts, for tables that we make ourselves. */
export function texts(...names: readonly string[]): readonly Column[] {
  return names.map((name) => ({ name, type_text: 'STRING' }));
}
