import type { Name } from '../dialect/parse/ast.ts';
import { cannotCompute, type Span, SqlError } from '../dialect/sql-error.ts';
import type { SqlType } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';
import type { Catalog } from './catalog.ts';
import type { TableEntry } from './entries.ts';
import { SYSTEM_SCHEMAS } from './system-tables.ts';

/** An expression of the statement's own text whose engine SQL fails by itself. */
export type Site = { readonly span: Span; readonly sql: string };

/** A variable of a script: engine SQL of its value, and the names of fields that follow its own. */
export type Variable = { readonly type: SqlType; readonly sql: string; readonly rest: readonly string[] };

/** Where unqualified names stand. */
export type Session = {
  readonly catalog: string;
  readonly schema: string;
  /** What a name stands for that no column has, in a script. */
  readonly variables?: (parts: readonly string[]) => Variable | undefined;
  /** How long the statement is. */
  readonly textLength?: number;
  /** Filled while a statement is analysed; a view's text is another one, and has none. */
  readonly sites?: Site[];
};

export type Place = { readonly catalog: string; readonly schema: string; readonly name: string };

const inBackticks = (parts: readonly string[]): string => parts.map((part) => `\`${part}\``).join('.');

/** The three parts a table's name stands for, in lower case. */
export function tablePlace(name: Name, session: Session): Place {
  const [table = '', schema = session.schema, catalog = session.catalog] = name.parts.toReversed();
  return { catalog: catalog.toLowerCase(), schema: schema.toLowerCase(), name: table.toLowerCase() };
}

export function schemaPlace(name: Name, session: Session): { catalog: string; schema: string } {
  if (name.parts.length > 2) throw cannotCompute('schema names of three parts', name.at);
  const [schema = '', catalog = session.catalog] = name.parts.toReversed();
  return { catalog: catalog.toLowerCase(), schema: schema.toLowerCase() };
}

export function tableNotFound(name: Name): SqlError {
  const sentence = `The table or view ${inBackticks(name.parts)} cannot be found. Verify the spelling and correctness of the schema and catalog.`;
  return new SqlError('TABLE_OR_VIEW_NOT_FOUND', '42P01', sentence, name.at);
}

export function schemaNotFound(catalog: string, schema: string, at?: number): SqlError {
  const sentence = `The schema \`${catalog}\`.\`${schema}\` cannot be found. Verify the spelling and correctness of the schema and catalog.`;
  return new SqlError('SCHEMA_NOT_FOUND', '42704', sentence, at);
}

export function catalogNotFound(catalog: string, at?: number): SqlError {
  return new SqlError(
    'NO_SUCH_CATALOG_EXCEPTION',
    '42704',
    `Catalog '${catalog}' was not found. Please verify the catalog name and then retry the query or command again.`,
    at,
  );
}

/** Databricks has many more system tables; those of a schema that is switched off are not there at all. */
function isNotComputed(all: Catalog, { catalog, schema }: Place): boolean {
  if (schema === 'information_schema') return true;
  const isOff = SYSTEM_SCHEMAS.some((name) => name === schema) && !all.schema(catalog, schema);
  return catalog === 'system' && !isOff;
}

/** ``csv.`/path` `` reads files, where no table is of that name. */
export function refusePath(name: Name): void {
  const format = name.parts.length === 2 ? (name.parts[0] ?? '') : '';
  if (/^(avro|binaryfile|csv|delta|iceberg|json|orc|parquet|text|xml)$/i.test(format))
    throw cannotCompute(`tables that are paths (${format}.\`…\`)`, name.at);
}

/** Whoever may not use the catalog or the schema does not learn what is in it. */
export function wantPlace(catalog: Catalog, place: { catalog: string; schema: string }, access: Access): void {
  if (!catalog.catalog(place.catalog)) return;
  access.wantUse(place.catalog, catalog.schema(place.catalog, place.schema) ? place.schema : undefined);
}

export function routineNotFound(name: Name, session: Session): SqlError {
  const { catalog, schema, name: own } = tablePlace(name, session);
  const sentence = `The routine ${inBackticks([catalog, schema, own])} cannot be found. Verify the spelling and correctness of the schema and catalog.`;
  return new SqlError('ROUTINE_NOT_FOUND', '42883', sentence, name.at);
}

/** A table or view in a place that the caller may use; what may be done with it is another question. */
export function findTable(catalog: Catalog, name: Name, session: Session, access: Access): TableEntry {
  const place = tablePlace(name, session);
  wantPlace(catalog, place, access);
  const entry = catalog.table(place.catalog, place.schema, place.name);
  if (!entry) refusePath(name);
  if (!entry && isNotComputed(catalog, place))
    throw cannotCompute(`${place.catalog}.${place.schema}.${place.name}`, name.at);
  if (!entry) throw tableNotFound(name);
  return entry;
}
