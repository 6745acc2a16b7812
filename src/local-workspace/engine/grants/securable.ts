import { METASTORE_ID } from '../catalog/identity.ts';

export const SECURABLE_TYPES = ['METASTORE', 'CATALOG', 'SCHEMA', 'TABLE', 'FUNCTION', 'VOLUME'] as const;
export type SecurableType = (typeof SECURABLE_TYPES)[number];

/** What privileges are granted on; a view is a TABLE, as in Unity Catalog. The name is full and in lower case. */
export type Securable = { readonly type: SecurableType; readonly name: string };

export const METASTORE: Securable = { type: 'METASTORE', name: METASTORE_ID };
export const catalogSecurable = (name: string): Securable => ({ type: 'CATALOG', name: name.toLowerCase() });
export const schemaSecurable = (catalog: string, schema: string): Securable => ({
  type: 'SCHEMA',
  name: `${catalog}.${schema}`.toLowerCase(),
});
export const tableSecurable = (entry: { catalog: string; schema: string; name: string }): Securable => ({
  type: 'TABLE',
  name: `${entry.catalog}.${entry.schema}.${entry.name}`.toLowerCase(),
});

export const routineSecurable = (entry: { catalog: string; schema: string; name: string }): Securable => ({
  type: 'FUNCTION',
  name: `${entry.catalog}.${entry.schema}.${entry.name}`.toLowerCase(),
});

export const keyOfSecurable = ({ type, name }: Securable): string => `${type.toLowerCase()} ${name}`;

/** A securable and what it lies in: the table, its schema, its catalog, the metastore. */
export function lineOf(securable: Securable): Securable[] {
  if (securable.type === 'METASTORE') return [METASTORE];
  const [catalog = '', schema, name] = securable.name.split('.');
  return [
    ...(name === undefined ? [] : [securable]),
    ...(schema === undefined ? [] : [schemaSecurable(catalog, schema)]),
    catalogSecurable(catalog),
    METASTORE,
  ];
}

/** Such as `Catalog 'main'`, as errors of Unity Catalog name it. */
export function told({ type, name }: Securable): string {
  return `${type.slice(0, 1)}${type.slice(1).toLowerCase()} '${name}'`;
}
