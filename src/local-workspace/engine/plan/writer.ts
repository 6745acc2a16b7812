import type { Catalog } from '../catalog/catalog.ts';
import { SqlError } from '../dialect/sql-error.ts';

/** Who writes, and when; `samples` may be written by the seed only, as Databricks' own samples are read-only. */
export type Writer = {
  readonly now: number;
  wantCatalogRight(catalog: string): void;
  wantSchemaRight(catalog: string, schema: string): void;
  wantTableRight(fullName: string): void;
  /** To drop it. */
  wantManageRight(kind: 'Schema' | 'Table', fullName: string): void;
};

function insufficient(right: string, kind: string, name: string): SqlError {
  return new SqlError(
    'INSUFFICIENT_PERMISSIONS',
    '42501',
    `Insufficient privileges: User does not have ${right} on ${kind} '${name}'.`,
  );
}

export function newWriter(catalog: Catalog, seeding: boolean): Writer {
  const closed = (name: string): boolean => {
    const [first = '', schema] = name.split('.');
    return schema === 'information_schema' || (!seeding && catalog.catalog(first)?.readOnly === true);
  };
  return {
    now: Date.now(),
    wantCatalogRight: (name) => {
      if (closed(name)) throw insufficient('CREATE SCHEMA', 'Catalog', name);
    },
    wantSchemaRight: (name, schema) => {
      if (closed(`${name}.${schema}`)) throw insufficient('CREATE TABLE', 'Schema', `${name}.${schema}`);
    },
    wantTableRight: (fullName) => {
      if (closed(fullName)) throw insufficient('MODIFY', 'Table', fullName);
    },
    wantManageRight: (kind, fullName) => {
      if (closed(fullName)) throw insufficient('MANAGE', kind, fullName);
    },
  };
}
