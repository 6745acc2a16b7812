import type { SortItem } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Reads `a, b DESC NULLS LAST`. NULLs come first ascending and last descending, as in Spark. */
export function parseSortItems(cursor: Cursor): SortItem[] {
  const items: SortItem[] = [];
  do {
    const expression = cursor.grammar.expression(cursor);
    const descending = cursor.accept('DESC');
    if (!descending) cursor.accept('ASC');
    let nullsFirst = !descending;
    if (cursor.accept('NULLS')) {
      nullsFirst = cursor.accept('FIRST');
      if (!nullsFirst) cursor.expect('LAST');
    }
    items.push({ expression, descending, nullsFirst });
  } while (cursor.accept(','));
  return items;
}
