import { type Column, type SqlType, typeName } from '../dialect/types.ts';
import type { Access } from '../grants/access.ts';

export type SchemaEntry = {
  readonly catalog: string;
  readonly name: string;
  readonly comment?: string;
  readonly properties?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** None: it came with the workspace. */
  readonly createdBy?: string;
};

/** `length`: the most characters of a VARCHAR, or those of a CHAR, which is filled with spaces; `default` and `generated` are SQL. */
export type TableColumn = Column & {
  readonly required?: boolean;
  readonly length?: number;
  readonly isChar?: boolean;
  readonly default?: string;
  readonly generated?: string;
  readonly identity?: Identity;
};
/** Numbers that a column gets by itself, from a sequence of the engine; `always` takes no others. `start` and `step` are digits. */
export type Identity = {
  readonly always: boolean;
  readonly sequence: string;
  readonly start?: string;
  readonly step?: string;
};

export type TableEntry = {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'TABLE' | 'VIEW';
  readonly columns: readonly TableColumn[];
  /** Named conditions that every row has to meet, as SQL. */
  readonly checks?: readonly { readonly name: string; readonly text: string }[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly partitionedBy?: readonly string[];
  readonly clusteredBy?: readonly string[];
  readonly comment?: string;
  readonly createdAt: number;
  readonly createdBy?: string;
  /** When it was renamed to what it is called; none where it was made so. */
  readonly namedAt?: number;
  readonly updatedAt: number;
  /** None: who made it. */
  readonly updatedBy?: string;
  /** Of a view: its query, and the catalog and schema in which unqualified names stand. */
  readonly definition?: {
    readonly text: string;
    readonly catalog: string;
    readonly schema: string;
    /** The names that its query gave when it was made. */
    readonly columns?: readonly string[];
  };
  /** Of what the workspace itself tells: engine SQL of the rows that the caller may see; their columns are c0, c1, … */
  readonly rows?: (access: Access) => string;
};

/** A function whose body is SQL: an expression, or a query where it has `columns`. */
export type RoutineEntry = {
  readonly catalog: string;
  readonly schema: string;
  readonly name: string;
  /** `default` is SQL. */
  readonly parameters: readonly (Column & { readonly default?: string })[];
  readonly type?: SqlType;
  readonly columns?: readonly Column[];
  readonly text: string;
  /** Where unqualified names of the body stand. */
  readonly place: { readonly catalog: string; readonly schema: string };
  readonly comment?: string;
  readonly createdAt: number;
  readonly createdBy?: string;
};

/** One table that was written from another by a statement, and which of its columns from which. */
export type LineageEdge = {
  readonly source: string;
  readonly target: string;
  readonly statementId: string;
  readonly columns: readonly { readonly source: string; readonly target: string }[];
  /** Milliseconds since 1970. */
  readonly at: number;
};

export type CatalogEntry = { readonly name: string; readonly comment: string; readonly readOnly: boolean };

export const CATALOGS: readonly CatalogEntry[] = [
  { name: 'main', comment: 'The writable catalog of the local workspace.', readOnly: false },
  { name: 'samples', comment: 'Synthetic sample data of the local workspace: generated, not real.', readOnly: true },
  { name: 'system', comment: 'What the workspace tells of itself.', readOnly: true },
];

export const fullName = (entry: { catalog: string; schema: string; name: string }): string =>
  `${entry.catalog}.${entry.schema}.${entry.name}`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * A table's name inside the engine. DuckDB reserves the catalog names `main` and `system`, and one transaction may
 * write to one database only; so every catalog lives in one database, and a schema is called `catalog.schema` there.
 */
export function engineTable(entry: { catalog: string; schema: string; name: string }): string {
  return `${engineSchema(entry.catalog, entry.schema)}.${quoted(entry.name)}`;
}
export const engineSchema = (catalog: string, schema: string): string => quoted(`${catalog}.${schema}`);
export const engineColumn = quoted;
/** The sequence of an identity column; it is the table's, whatever that is called. */
export const engineSequence = (entry: { catalog: string; schema: string }, { sequence }: Identity): string =>
  `${engineSchema(entry.catalog, entry.schema)}.${quoted(sequence)}`;
/** Engine statements that drop a table with all that is its own. */
export const dropTable = (entry: TableEntry): string[] => [
  `DROP TABLE ${engineTable(entry)}`,
  ...entry.columns.flatMap(({ identity }) => (identity ? [`DROP SEQUENCE ${engineSequence(entry, identity)}`] : [])),
];

/** The type by which queries know a column. */
export const columnType = ({ type, length, isChar }: TableColumn): SqlType =>
  isChar && length !== undefined ? { ...type, chars: length } : type;

/** The type of a column as DESCRIBE writes it. */
export function describedType({ type, length, isChar }: TableColumn): string {
  return length === undefined ? typeName(type) : `${isChar ? 'char' : 'varchar'}(${length})`;
}
