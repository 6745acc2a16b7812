import { LakegooseError } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import type { Place } from './hop.ts';

/** So many columns are traced at once. */
const mostColumns = 50;

type Asked = { readonly table: string; readonly column: string | undefined; readonly info: TableInfo | undefined };

/** What is traced: the table, its columns (`*`), or one of them. Throws `lineage.no_column`. */
export function placesOf({ table, column, info }: Asked): { places: Place[]; columnsLeft: number } {
  if (column === undefined) return { places: [{ kind: 'table', full: table }], columnsLeft: 0 };
  const names = info?.columns?.map(({ name }) => name);
  if (column === '*') {
    if (names === undefined || names.length === 0) throw new LakegooseError('lineage.columns_unknown', { table });
    const places = names.slice(0, mostColumns).map((name): Place => ({ kind: 'column', full: table, column: name }));
    return { places, columnsLeft: Math.max(0, names.length - mostColumns) };
  }
  const found = names?.find((name) => name.toLowerCase() === column.toLowerCase());
  if (names !== undefined && found === undefined) {
    const meant = nearest(column.toLowerCase(), names);
    if (meant === undefined) throw new LakegooseError('lineage.no_column', { table, column });
    throw new LakegooseError('lineage.no_column_near', { table, column, meant });
  }
  return { places: [{ kind: 'column', full: table, column: found ?? column }], columnsLeft: 0 };
}
