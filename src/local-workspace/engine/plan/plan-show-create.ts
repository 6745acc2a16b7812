import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type TableColumn, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute } from '../dialect/sql-error.ts';
import { type SqlType, typeText } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import { tableSecurable } from '../grants/securable.ts';
import { column, listing } from './listing.ts';
import type { Plan } from './plan.ts';
import { propertiesOf } from './table-details.ts';

/** Words that would begin something else than a column. */
const OTHER_BEGINNINGS = /^(constraint|primary|foreign|select|with|values|from|table)$/i;

function quoteIfNeeded(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name) && !OTHER_BEGINNINGS.test(name)) return name;
  return `\`${name.replaceAll('`', '``')}\``;
}

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function typeSql(type: SqlType): string {
  const parts = (type.parts ?? []).map(typeSql);
  if (type.name === 'STRUCT')
    return `STRUCT<${parts.map((part, index) => `${quoteIfNeeded(type.names?.[index] ?? '')}: ${part}`).join(', ')}>`;
  return type.parts ? `${type.name}<${parts.join(', ')}>` : typeText(type);
}

function identitySql({ identity }: TableColumn): string {
  if (!identity) return '';
  if (identity.start === undefined || identity.step === undefined)
    throw cannotCompute('SHOW CREATE TABLE of a table with an identity column that an older version made');
  const how = identity.always ? 'ALWAYS' : 'BY DEFAULT';
  return ` GENERATED ${how} AS IDENTITY (START WITH ${identity.start} INCREMENT BY ${identity.step})`;
}

function columnSql(own: TableColumn): string {
  const { length, isChar, type } = own;
  return [
    quoteIfNeeded(own.name),
    ` ${length === undefined ? typeSql(type) : `${isChar ? 'CHAR' : 'VARCHAR'}(${length})`}`,
    own.required ? ' NOT NULL' : '',
    identitySql(own),
    own.generated === undefined ? '' : ` GENERATED ALWAYS AS (${own.generated})`,
    own.default === undefined ? '' : ` DEFAULT ${own.default}`,
    own.comment === undefined ? '' : ` COMMENT ${literal(own.comment)}`,
  ].join('');
}

const names = (all: readonly string[]): string => `(${all.map(quoteIfNeeded).join(', ')})`;

/** The clauses that tables and views have in common. */
function clauses(entry: TableEntry): string[] {
  const properties = Object.entries(propertiesOf(entry)).map(([key, value]) => `  ${literal(key)} = ${literal(value)}`);
  return [
    ...(entry.comment === undefined ? [] : [`COMMENT ${literal(entry.comment)}`]),
    ...(properties.length === 0 ? [] : [`TBLPROPERTIES (\n${properties.join(',\n')})`]),
  ];
}

function tableSql(entry: TableEntry, name: string): string {
  const { partitionedBy = [], clusteredBy = [] } = entry;
  const lines = [
    `CREATE TABLE ${name} (\n  ${entry.columns.map(columnSql).join(',\n  ')})`,
    'USING delta',
    ...(partitionedBy.length === 0 ? [] : [`PARTITIONED BY ${names(partitionedBy)}`]),
    ...(clusteredBy.length === 0 ? [] : [`CLUSTER BY ${names(clusteredBy)}`]),
    ...clauses(entry),
  ];
  return `${lines.join('\n')}\n`;
}

function viewSql(entry: TableEntry, name: string, text: string): string {
  const columns = entry.columns.map(
    (own) => `${quoteIfNeeded(own.name)}${own.comment === undefined ? '' : ` COMMENT ${literal(own.comment)}`}`,
  );
  const head = `CREATE VIEW ${name} (\n  ${columns.join(',\n  ')})`;
  return `${[head, ...clauses(entry), 'WITH SCHEMA COMPENSATION', `AS ${text}`].join('\n')}\n`;
}

/** SHOW CREATE TABLE: run again in the same catalog and schema, its answer makes the same table or view. A view's text is its owner's to know. */
export function planShowCreate(
  node: Extract<Statement, { kind: 'show-create' }>,
  catalog: Catalog,
  session: Session,
  access: Access,
): Plan {
  const entry = findTable(catalog, node.table, session, access);
  access.wantSelect(entry);
  const name = [entry.catalog, entry.schema, entry.name].map(quoteIfNeeded).join('.');
  if (entry.definition) access.wantOwn(tableSecurable(entry));
  if (entry.rows) throw cannotCompute(`SHOW CREATE TABLE ${fullName(entry)}`, node.table.at);
  const text = entry.definition ? viewSql(entry, name, entry.definition.text) : tableSql(entry, name);
  return listing([column('createtab_stmt')], [[text]]);
}
