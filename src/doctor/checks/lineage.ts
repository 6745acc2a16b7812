import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { ApiError } from '../../databricks-client/errors.ts';
import { getTableLineage } from '../../databricks-client/lineage.ts';
import { firstTable, getTable, listSchemas } from '../../databricks-client/unity-catalog.ts';
import { apiGrant, systemGrants } from '../../sql-guard/lineage-grants.ts';
import { type Check, failed, ok, skipped, warn } from '../check.ts';

/** In so many catalogs, and in so many schemas of each, a table is looked for. */
const mostTried = 5;
const systemTable = 'system.access.table_lineage';

/** One of the two sources of lineage can be read: its API, or the system table. */
export const lineageCheck: Check = {
  name: 'lineage',
  title: 'doctor.lineage',
  needs: ['catalogs'],
  run: async ({ known, signal }) => {
    const client = await known.client();
    const names = (await known.catalogs()).map(({ name }) => name).filter((name) => name !== 'system');
    const [table, system] = await Promise.all([
      anyTable(client, names, signal),
      attempt(getTable(client, systemTable, signal, false)),
    ]);
    if (table === undefined) return skipped('doctor.lineage_no_table');
    const api = await attempt(getTableLineage(client, table, signal));
    if (api === undefined) return ok('doctor.lineage_by_api', { table });
    if (system === undefined) return ok('doctor.lineage_by_system', { table: systemTable });
    const message = `${messageOf(api)} ${messageOf(system)}`;
    if (!isForbidden(api) && !isForbidden(system)) return warn('doctor.lineage_unavailable', { message });
    const { name } = await known.user();
    const grants = [
      ...(isForbidden(api) ? [apiGrant(table, name)] : []),
      ...(isForbidden(system) ? systemGrants(messageOf(system), 'table_lineage', name) : []),
    ];
    return failed('doctor.lineage_not_permitted', { table, message }, grants);
  },
};

async function anyTable(
  client: DatabricksClient,
  catalogs: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = catalogs.slice(0, mostTried).map(async (catalog) => {
    const schemas = (await listSchemas(client, catalog, signal)).filter(({ name }) => name !== 'information_schema');
    const tables = schemas.slice(0, mostTried).map(({ name }) => firstTable(client, catalog, name, signal));
    return (await Promise.allSettled(tables)).find((one) => one.status === 'fulfilled' && one.value !== undefined);
  });
  for (const one of await Promise.allSettled(found)) {
    if (one.status === 'fulfilled' && one.value?.status === 'fulfilled') return one.value.value?.full_name;
  }
  return undefined;
}

/** What kept it from working, or undefined where it worked. */
async function attempt(asked: Promise<unknown>): Promise<LakegooseError | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (error instanceof LakegooseError) return error;
    throw error;
  }
}

function isForbidden(error: LakegooseError): boolean {
  return error instanceof ApiError && error.status === 403;
}

function messageOf(error: LakegooseError): string {
  return String(error.facts.message ?? error.code);
}
