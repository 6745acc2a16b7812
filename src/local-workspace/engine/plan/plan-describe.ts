import type { Catalog } from '../catalog/catalog.ts';
import { describedType, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import type { Name } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import type { Access } from '../grants/access.ts';
import { describedJson } from './described-json.ts';
import { column, listing } from './listing.ts';
import type { Plan } from './plan.ts';
import { tableDetails } from './table-details.ts';
import { columnOf } from './written-table.ts';

type Describe = Extract<Statement, { kind: 'describe' }>;
type Row = [name: string, type: string, comment: string | null];

const DESCRIBED = [column('col_name'), column('data_type'), column('comment')];
const BLANK: Row = ['', '', ''];
const rowOf = (own: TableColumn): Row => [own.name, describedType(own), own.comment ?? null];

export const describeColumns = (columns: readonly TableColumn[]): Plan => listing(DESCRIBED, columns.map(rowOf));

function describeColumn({ parts, at }: Name, entry: TableEntry): Plan {
  if (parts.length > 1) throw cannotCompute('DESCRIBE of a field', at);
  const own = columnOf(entry, parts[0] ?? '', at);
  return listing(
    [column('info_name'), column('info_value')],
    [
      ['col_name', parts[0] ?? own.name],
      ['data_type', describedType(own)],
      ['comment', own.comment ?? 'NULL'],
    ],
  );
}

/** Columns that the table is parted or clustered by. */
function section(title: string, names: readonly string[] | undefined, entry: TableEntry): Row[] {
  if (names === undefined || names.length === 0) return [];
  const own = names.flatMap((name) => entry.columns.filter((each) => each.name.toLowerCase() === name.toLowerCase()));
  return [[title, '', ''], ['# col_name', 'data_type', 'comment'], ...own.map(rowOf)];
}

/** DESCRIBE TABLE: whoever sees a table in full sees its columns; what is told with EXTENDED is in `table-details.ts`. */
export function planDescribe(node: Describe, catalog: Catalog, session: Session, access: Access): Plan {
  const { at } = node.table;
  const entry = findTable(catalog, node.table, session, access);
  access.wantSeen(entry.catalog, false, entry.schema, entry.name);
  if (node.json && !node.extended)
    throw new SqlError(
      'DESCRIBE_JSON_NOT_EXTENDED',
      '0A000',
      'DESCRIBE TABLE ... AS JSON only supported when [EXTENDED|FORMATTED] is specified. For example: DESCRIBE EXTENDED <tableName> AS JSON is supported but DESCRIBE <tableName> AS JSON is not.',
      at,
    );
  if (node.column && node.json) throw cannotCompute('DESCRIBE of a column AS JSON', at);
  if (node.column) return describeColumn(node.column, entry);
  if (node.json)
    return listing([column('json_metadata')], [[JSON.stringify(describedJson(entry, catalog.grants, access))]]);
  const rows: Row[] = [
    ...entry.columns.map(rowOf),
    ...section('# Partition Information', entry.partitionedBy, entry),
    ...section('# Clustering Information', entry.clusteredBy, entry),
  ];
  if (!node.extended) return listing(DESCRIBED, rows);
  const details = tableDetails(entry, catalog.grants, access).map(([name, value]): Row => [name, value, '']);
  rows.push(BLANK, ['# Detailed Table Information', '', ''], ...details);
  const defaults = entry.columns.filter((own) => own.default !== undefined);
  if (defaults.length > 0) rows.push(BLANK, ['# Column Default Values', '', '']);
  rows.push(...defaults.map((own): Row => [own.name, describedType(own), own.default ?? '']));
  return listing(DESCRIBED, rows);
}
