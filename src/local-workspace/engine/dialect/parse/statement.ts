import type { Column, SqlType } from '../types.ts';
import type { Expression, Name, Query, Relation } from './ast.ts';

/** What a privilege is granted on; no name is the current catalog, or the metastore. */
export type On = {
  readonly type: 'METASTORE' | 'CATALOG' | 'SCHEMA' | 'TABLE' | 'FUNCTION' | 'VOLUME';
  readonly name?: Name;
};

/** `path` is the name as written: a column, after the table's name and before those of fields. */
export type Assignment = { readonly path: readonly string[]; readonly value: Expression; readonly at: number };

/** Which rows a clause of MERGE is about: those of both sides, of the source alone, of the target alone. */
export type MergeRows = 'MATCHED' | 'NOT MATCHED' | 'NOT MATCHED BY SOURCE';
export type MergeClause = {
  readonly rows: MergeRows;
  readonly condition?: Expression;
  readonly at: number;
  /** `*` stands for every column of the target, from the source's column of its name. */
  readonly action:
    | { readonly kind: 'update' | 'insert'; readonly set: '*' | readonly Assignment[] }
    | { readonly kind: 'delete' };
};

/** GENERATED … AS IDENTITY: where it begins and how far it goes on; `always` takes no values of anybody's own. */
export type NewIdentity = { readonly always: boolean; readonly start: bigint; readonly step: bigint };
export type NewColumn = Column & {
  readonly required: boolean;
  readonly length?: number;
  readonly isChar?: boolean;
  /** SQL of the value where none is given, and of one that is always computed. */
  readonly default?: string;
  readonly generated?: string;
  readonly identity?: NewIdentity;
  /** The column that it follows; an empty name where it comes first, none where it comes last. */
  readonly after?: string;
};

/** A parameter of a function; `default` is SQL. */
export type NewParameter = Column & { readonly default?: string };

export type Properties = Readonly<Record<string, string>>;

/** What ALTER TABLE does to a table. */
export type Alteration =
  | { readonly kind: 'add-columns'; readonly columns: readonly NewColumn[] }
  | { readonly kind: 'rename'; readonly to: Name }
  | { readonly kind: 'rename-column'; readonly column: string; readonly to: string }
  | { readonly kind: 'drop-columns'; readonly columns: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'add-check'; readonly name: string; readonly text: string }
  | { readonly kind: 'drop-check'; readonly name: string; readonly ifExists: boolean }
  | { readonly kind: 'set-properties'; readonly set: Properties }
  | { readonly kind: 'unset-properties'; readonly keys: readonly string[] }
  | { readonly kind: 'drop-not-null'; readonly column: string }
  | { readonly kind: 'set-not-null'; readonly column: string }
  /** `after`: the column that it follows; an empty name where it comes first. */
  | { readonly kind: 'move-column'; readonly column: string; readonly after: string }
  | { readonly kind: 'set-default'; readonly column: string; readonly text: string | undefined }
  | { readonly kind: 'cluster'; readonly by: readonly string[] };

/** What one statement asks for. */
export type Statement =
  | {
      readonly kind: 'grant';
      readonly revoke: boolean;
      readonly privileges: readonly string[];
      readonly on: On;
      readonly principal: string;
    }
  | { readonly kind: 'show-grants'; readonly on: On; readonly principal?: string }
  | { readonly kind: 'owner'; readonly on: On; readonly owner: string }
  | { readonly kind: 'query'; readonly query: Query }
  | { readonly kind: 'show-catalogs'; readonly like?: string }
  | { readonly kind: 'show-schemas'; readonly catalog?: Name; readonly like?: string }
  | { readonly kind: 'show-tables'; readonly schema?: Name; readonly like?: string }
  | {
      readonly kind: 'show-functions';
      /** Those that people made, those of Databricks, or both. */
      readonly of: 'USER' | 'SYSTEM' | 'ALL';
      readonly schema?: Name;
      readonly like?: string;
    }
  | { readonly kind: 'show-create'; readonly table: Name }
  | { readonly kind: 'show-table-extended'; readonly schema?: Name; readonly like: string }
  | { readonly kind: 'show-partitions'; readonly table: Name }
  | { readonly kind: 'show-volumes'; readonly schema?: Name; readonly like?: string }
  | { readonly kind: 'show-current' }
  | {
      readonly kind: 'describe';
      readonly table: Name;
      readonly column?: Name;
      readonly extended?: boolean;
      readonly json?: boolean;
    }
  | { readonly kind: 'describe-detail'; readonly table: Name }
  | { readonly kind: 'describe-function'; readonly name: Name; readonly extended: boolean }
  | { readonly kind: 'describe-catalog'; readonly name: Name; readonly extended: boolean }
  | { readonly kind: 'describe-volume'; readonly name: Name }
  | {
      readonly kind: 'create-schema';
      readonly schema: Name;
      readonly ifNotExists: boolean;
      readonly comment?: string;
      readonly properties?: Properties;
    }
  | {
      readonly kind: 'create-table';
      readonly table: Name;
      readonly ifNotExists: boolean;
      readonly orReplace: boolean;
      readonly columns: readonly NewColumn[];
      readonly comment?: string;
      readonly query?: Query;
      readonly properties?: Properties;
      readonly partitionedBy?: readonly string[];
      readonly clusteredBy?: readonly string[];
    }
  | {
      readonly kind: 'create-table-like';
      readonly table: Name;
      readonly ifNotExists: boolean;
      readonly source: Name;
      readonly properties?: Properties;
    }
  | {
      readonly kind: 'create-view';
      readonly view: Name;
      readonly ifNotExists: boolean;
      readonly orReplace: boolean;
      readonly columns: readonly { readonly name: string; readonly comment?: string }[];
      readonly comment?: string;
      readonly properties?: Properties;
      readonly query: Query;
      /** The text of the query, kept as the view's definition. */
      readonly definition: string;
    }
  | { readonly kind: 'alter-view-as'; readonly view: Name; readonly query: Query; readonly definition: string }
  | {
      readonly kind: 'insert';
      readonly table: Name;
      readonly columns: readonly string[];
      readonly query: Query;
      readonly byName?: boolean;
      /** Which rows give way: all, or those of a condition. */
      readonly replaces?: 'ALL' | Expression;
    }
  | { readonly kind: 'truncate'; readonly table: Name }
  | { readonly kind: 'use'; readonly name: Name; readonly what?: string }
  | { readonly kind: 'describe-query'; readonly query: Query }
  | { readonly kind: 'explain'; readonly statement: Statement }
  | { readonly kind: 'show-columns'; readonly table: Name }
  | { readonly kind: 'show-properties'; readonly table: Name; readonly key?: string }
  | { readonly kind: 'show-views'; readonly schema?: Name; readonly like?: string }
  | { readonly kind: 'describe-schema'; readonly schema: Name; readonly extended: boolean }
  | { readonly kind: 'alter-schema'; readonly schema: Name; readonly set: Properties }
  | { readonly kind: 'set'; readonly key?: string; readonly value?: string }
  | { readonly kind: 'reset'; readonly key?: string }
  | { readonly kind: 'alter'; readonly what: 'TABLE' | 'VIEW'; readonly table: Name; readonly change: Alteration }
  | {
      readonly kind: 'update';
      readonly table: Name;
      readonly alias?: string;
      readonly set: readonly Assignment[];
      readonly where?: Expression;
    }
  | {
      readonly kind: 'merge';
      readonly table: Name;
      readonly alias?: string;
      readonly source: Relation;
      readonly on: Expression;
      readonly clauses: readonly MergeClause[];
    }
  | { readonly kind: 'delete'; readonly table: Name; readonly alias?: string; readonly where?: Expression }
  | { readonly kind: 'drop'; readonly what: 'TABLE' | 'VIEW'; readonly name: Name; readonly ifExists: boolean }
  | {
      readonly kind: 'create-function';
      readonly name: Name;
      readonly ifNotExists: boolean;
      readonly orReplace: boolean;
      readonly parameters: readonly NewParameter[];
      readonly isTable: boolean;
      /** What it returns, where that is said. */
      readonly type?: SqlType;
      readonly columns?: readonly Column[];
      /** What stands behind RETURN. */
      readonly text: string;
      readonly comment?: string;
    }
  | { readonly kind: 'drop-function'; readonly name: Name; readonly ifExists: boolean }
  | { readonly kind: 'drop-schema'; readonly schema: Name; readonly ifExists: boolean; readonly cascade: boolean }
  | { readonly kind: 'comment-schema'; readonly schema: Name; readonly comment: string | undefined }
  | { readonly kind: 'comment-table'; readonly table: Name; readonly comment: string | undefined }
  | {
      readonly kind: 'comment-column';
      readonly table: Name;
      readonly column: string;
      readonly comment: string | undefined;
    };
