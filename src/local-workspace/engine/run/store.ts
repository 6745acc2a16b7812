import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import type { Catalog, CatalogChange } from '../catalog/catalog.ts';
import { fullName } from '../catalog/entries.ts';
import { SYSTEM_STORAGE } from '../catalog/system-tables.ts';
import { quoteText } from '../dialect/analyze/typed.ts';
import type { SqlType } from '../dialect/types.ts';
import {
  keyOfSecurable,
  routineSecurable,
  SECURABLE_TYPES,
  type Securable,
  schemaSecurable,
  tableSecurable,
} from '../grants/securable.ts';

const typeName = z.enum([
  'VOID',
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INT',
  'BIGINT',
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
  'STRING',
  'DATE',
  'TIMESTAMP',
  'TIMESTAMP_NTZ',
  'BINARY',
  'INTERVAL',
  'VARIANT',
  'ARRAY',
  'MAP',
  'STRUCT',
]);
const sqlType: z.ZodType<SqlType> = z.object({
  name: typeName,
  precision: z.number(),
  scale: z.number(),
  unit: z.string().exactOptional(),
  names: z.array(z.string()).exactOptional(),
  get parts() {
    return z.array(sqlType).exactOptional();
  },
});
const column = z.object({
  name: z.string(),
  type: sqlType,
  comment: z.string().exactOptional(),
  required: z.boolean().exactOptional(),
  length: z.number().exactOptional(),
  isChar: z.boolean().exactOptional(),
  default: z.string().exactOptional(),
  generated: z.string().exactOptional(),
  identity: z
    .object({
      always: z.boolean(),
      sequence: z.string(),
      start: z.string().exactOptional(),
      step: z.string().exactOptional(),
    })
    .exactOptional(),
});
const columnPairs = z.array(z.object({ source: z.string(), target: z.string() })).default([]);
const definition = z.object({
  text: z.string(),
  catalog: z.string(),
  schema: z.string(),
  columns: z.array(z.string()).exactOptional(),
});
const granted = z.object({
  securable: z.object({ type: z.enum(SECURABLE_TYPES), name: z.string() }),
  owner: z.string().exactOptional(),
  grants: z.array(z.object({ principal: z.string(), privilege: z.string(), grantor: z.string() })),
});
const routine = z.object({
  catalog: z.string(),
  schema: z.string(),
  name: z.string(),
  parameters: z.array(
    z.object({
      name: z.string(),
      type: sqlType,
      comment: z.string().exactOptional(),
      default: z.string().exactOptional(),
    }),
  ),
  type: sqlType.exactOptional(),
  columns: z.array(column).exactOptional(),
  text: z.string(),
  place: z.object({ catalog: z.string(), schema: z.string() }),
  comment: z.string().exactOptional(),
  createdAt: z.number(),
  createdBy: z.string().exactOptional(),
});
const stored = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put-schema'),
    schema: z.object({
      catalog: z.string(),
      name: z.string(),
      comment: z.string().exactOptional(),
      properties: z.record(z.string(), z.string()).exactOptional(),
      createdAt: z.number(),
      createdBy: z.string().exactOptional(),
    }),
  }),
  z.object({
    kind: z.literal('put-table'),
    table: z.object({
      catalog: z.string(),
      schema: z.string(),
      name: z.string(),
      kind: z.enum(['TABLE', 'VIEW']),
      columns: z.array(column),
      comment: z.string().exactOptional(),
      createdAt: z.number(),
      createdBy: z.string().exactOptional(),
      namedAt: z.number().exactOptional(),
      updatedAt: z.number(),
      updatedBy: z.string().exactOptional(),
      definition: definition.exactOptional(),
      checks: z.array(z.object({ name: z.string(), text: z.string() })).exactOptional(),
      properties: z.record(z.string(), z.string()).exactOptional(),
      partitionedBy: z.array(z.string()).exactOptional(),
      clusteredBy: z.array(z.string()).exactOptional(),
    }),
  }),
  z.object({
    kind: z.literal('add-lineage'),
    edge: z.object({
      source: z.string(),
      target: z.string(),
      statementId: z.string(),
      at: z.number(),
      columns: columnPairs,
    }),
  }),
  z.object({ kind: z.literal('put-routine'), routine }),
  z.object({ kind: z.literal('put-granted'), granted }),
]);

function keyOf(change: CatalogChange): string {
  switch (change.kind) {
    case 'put-schema':
      return `schema ${change.schema.catalog}.${change.schema.name}`;
    case 'drop-schema':
      return `schema ${change.catalog}.${change.name}`;
    case 'put-table':
    case 'drop-table':
      return `table ${fullName(change.table)}`;
    case 'put-routine':
    case 'drop-routine':
      return `function ${fullName(change.routine)}`;
    case 'add-lineage':
      return `lineage ${change.edge.source} ${change.edge.target}`;
    case 'put-granted':
      return `granted ${keyOfSecurable(change.granted.securable)}`;
  }
}

function droppedBy(change: CatalogChange): Securable | undefined {
  if (change.kind === 'drop-table') return tableSecurable(change.table);
  if (change.kind === 'drop-routine') return routineSecurable(change.routine);
  return change.kind === 'drop-schema' ? schemaSecurable(change.catalog, change.name) : undefined;
}

/** Engine statements that keep a change of the catalog; they run in the transaction of the change itself. */
export function keepSql(changes: readonly CatalogChange[]): string[] {
  return changes.flatMap((change) => {
    const key = quoteText(keyOf(change));
    const forget = `DELETE FROM lakegoose.entries WHERE key = ${key}`;
    const dropped = droppedBy(change);
    if (dropped) {
      return [forget, `DELETE FROM lakegoose.entries WHERE key = ${quoteText(`granted ${keyOfSecurable(dropped)}`)}`];
    }
    return [forget, `INSERT INTO lakegoose.entries VALUES (${key}, ${quoteText(JSON.stringify(change))})`];
  });
}

/** The engine statement that keeps changes of which nothing is there yet. */
export function keepNewSql(changes: readonly CatalogChange[]): string {
  const rows = changes.map((change) => `(${quoteText(keyOf(change))}, ${quoteText(JSON.stringify(change))})`);
  return `INSERT INTO lakegoose.entries VALUES ${rows.join(', ')}`;
}

/** Fills the catalog with what an earlier run kept. */
export async function loadCatalog(connection: DuckDBConnection, catalog: Catalog): Promise<void> {
  const entries = 'CREATE TABLE IF NOT EXISTS lakegoose.entries (key VARCHAR, body VARCHAR)';
  await connection.run(['CREATE SCHEMA IF NOT EXISTS lakegoose', entries, ...SYSTEM_STORAGE].join(';\n'));
  const kept = await connection.runAndReadAll('SELECT body FROM lakegoose.entries');
  for (const [body] of kept.getRows()) catalog.apply(stored.parse(JSON.parse(String(body))));
}
