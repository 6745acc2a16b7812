import { nearestFew } from '../base/nearest.ts';
import type { DatabricksClient } from './client.ts';
import { ApiError } from './errors.ts';
import { listCatalogs, listSchemas, listTables } from './unity-catalog.ts';

/** So long may it take to make an error more helpful. */
const mostMs = 3000;

/**
 * The full names nearest to `name` (catalog, then schema and table in it) of which the last part is not there: up to three,
 * separated by commas. Empty where none is near, or cannot be listed in a moment. Never throws.
 */
export async function namesNear(client: DatabricksClient, name: readonly string[]): Promise<string> {
  return near(client, name, AbortSignal.timeout(mostMs)).catch(() => '');
}

async function near(client: DatabricksClient, name: readonly string[], signal: AbortSignal): Promise<string> {
  const above = name.slice(0, -1);
  const wanted = name.at(-1);
  if (wanted === undefined) return '';
  try {
    const names = (await listing(client, above, signal)).map((one) => one.name);
    return nearestFew(wanted, names, 3)
      .map((meant) => [...above, meant].join('.'))
      .join(', ');
  } catch (error) {
    // It is a part further up that is not there.
    if (error instanceof ApiError && error.status === 404) return near(client, missingName(error, above), signal);
    throw error;
  }
}

function listing(client: DatabricksClient, [catalog, schema]: readonly string[], signal: AbortSignal) {
  if (catalog === undefined) return listCatalogs(client, signal);
  return schema === undefined ? listSchemas(client, catalog, signal) : listTables(client, catalog, schema, signal);
}

/** The part of what was asked for that is not there, by the codes of Unity Catalog (facts `databricks-api.md` §3). */
const partsByCode: Readonly<Record<string, number>> = {
  CATALOG_DOES_NOT_EXIST: 1,
  SCHEMA_DOES_NOT_EXIST: 2,
  TABLE_DOES_NOT_EXIST: 3,
};

/** Catalog, schema and table as far as the first that is not there. */
export function missingName({ errorCode, names }: ApiError, asked = names): readonly string[] {
  return asked.slice(0, partsByCode[errorCode] ?? asked.length);
}
