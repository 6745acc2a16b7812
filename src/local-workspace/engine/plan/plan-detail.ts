import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import { tableId } from '../catalog/table-id.ts';
import { quoteText } from '../dialect/analyze/quote-text.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { array, BIGINT, engineType, INT, map, type SqlType, STRING, TIMESTAMP } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Plan } from './plan.ts';
import { propertiesOf } from './table-details.ts';
import { wantKind } from './written-table.ts';

const texts = (all: readonly string[]): string => `[${all.map(quoteText).join(', ')}]`;
const at = (milliseconds: number): string => `make_timestamp(${milliseconds * 1000})`;

/** Each column with its value; what is told of files and of Delta's protocol is NULL, for there is neither. */
function detail(entry: TableEntry): [name: string, type: SqlType, sql: string][] {
  const properties = propertiesOf(entry);
  return [
    ['format', STRING, "'delta'"],
    ['id', STRING, quoteText(tableId(entry))],
    ['name', STRING, quoteText(fullName(entry))],
    ['description', STRING, entry.comment === undefined ? 'NULL' : quoteText(entry.comment)],
    ['location', STRING, 'NULL'],
    ['createdAt', TIMESTAMP, at(entry.createdAt)],
    ['lastModified', TIMESTAMP, at(entry.updatedAt)],
    ['partitionColumns', array(STRING), texts(entry.partitionedBy ?? [])],
    ['clusteringColumns', array(STRING), texts(entry.clusteredBy ?? [])],
    ['numFiles', BIGINT, 'NULL'],
    ['sizeInBytes', BIGINT, 'NULL'],
    ['properties', map(STRING, STRING), `map(${texts(Object.keys(properties))}, ${texts(Object.values(properties))})`],
    ['minReaderVersion', INT, 'NULL'],
    ['minWriterVersion', INT, 'NULL'],
    ['tableFeatures', array(STRING), 'NULL'],
  ];
}

/** DESCRIBE DETAIL. Source of its columns: docs.databricks.com, Review table details with describe detail. */
export function planDetail(
  node: Extract<Statement, { kind: 'describe-detail' }>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSelect(entry);
  wantKind(entry, 'TABLE', node.table.at);
  const cells = detail(entry);
  const sql = cells.map(([, type, value], index) => `CAST(${value} AS ${engineType(type)}) AS c${index}`).join(', ');
  return { kind: 'rows', sql: `SELECT ${sql}`, columns: cells.map(([name, type]) => ({ name, type })), reads: [] };
}
