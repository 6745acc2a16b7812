import { createHash } from 'node:crypto';
import type { Catalog } from '../engine/catalog/catalog.ts';
import { fullName, type RoutineEntry } from '../engine/catalog/entries.ts';
import { METASTORE_ID } from '../engine/catalog/identity.ts';
import { type Column, typeText, VOID, wireTypeName } from '../engine/dialect/types.ts';
import type { Access } from '../engine/grants/access.ts';
import { routineSecurable } from '../engine/grants/securable.ts';
import { wireColumn } from './wire-column.ts';

/** As a column is told, with what only parameters have. */
function wireParameter(kind: 'PARAM' | 'COLUMN', own: Column & { readonly default?: string }, position: number) {
  const { nullable: _, ...column } = wireColumn(own, position);
  const text = own.default === undefined ? {} : { parameter_default: own.default };
  return { ...column, parameter_mode: 'IN', parameter_type: kind, ...text };
}

function returned({ type = VOID, columns }: RoutineEntry) {
  if (!columns) return { data_type: wireTypeName(type), full_data_type: typeText(type).toLowerCase() };
  const parts = columns.map((own) => `${own.name} ${typeText(own.type).toLowerCase()}`);
  return {
    data_type: 'TABLE_TYPE',
    full_data_type: `table<${parts.join(', ')}>`,
    return_params: { parameters: columns.map((own, position) => wireParameter('COLUMN', own, position)) },
  };
}

/** A function as Unity Catalog tells it to one caller. Source: databricks-sdk-go `service/catalog`, FunctionInfo. */
export function wireFunction(catalog: Catalog, access: Access, entry: RoutineEntry) {
  const securable = routineSecurable(entry);
  const maker = catalog.grants.makerOf(securable);
  const key = `${fullName(entry)} ${entry.createdAt}`;
  return {
    name: entry.name,
    catalog_name: entry.catalog,
    schema_name: entry.schema,
    full_name: fullName(entry),
    specific_name: entry.name,
    function_id: createHash('sha256').update(key).digest('hex').slice(0, 32),
    metastore_id: METASTORE_ID,
    owner: catalog.grants.ownerOf(securable),
    ...(entry.comment !== undefined && { comment: entry.comment }),
    input_params: { parameters: entry.parameters.map((own, position) => wireParameter('PARAM', own, position)) },
    ...returned(entry),
    routine_body: 'SQL',
    // As of a view: for its owner only, for it names what others may not see.
    ...(access.owns(securable) && { routine_definition: entry.text }),
    parameter_style: 'S',
    security_type: 'DEFINER',
    ...{ created_at: entry.createdAt, created_by: maker, updated_at: entry.createdAt, updated_by: maker },
    ...(access.seesRoutine(entry, false) ? {} : { browse_only: true }),
  };
}
