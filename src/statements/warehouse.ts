import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { isMissing } from '../databricks-client/errors.ts';
import { getDefaultOverride, getWarehouse, listWarehouses } from '../databricks-client/warehouses.ts';

export type Warehouse = {
  readonly id: string;
  /** Known where lakegoose has looked. */
  readonly name?: string;
  /** Whether nobody has named it, so that lakegoose chose it. */
  readonly chosen: boolean;
};

const order = ['RUNNING', 'STARTING', 'STOPPED', 'STOPPING'];

/**
 * The SQL warehouse that runs statements: the one in the settings; else the Databricks CLI's own order (facts
 * `databricks-api.md` §2): the person's own default, the workspace's default, the readiest that may be used.
 */
export async function chooseWarehouse(
  client: DatabricksClient,
  wished: string | undefined,
  signal: AbortSignal,
): Promise<Warehouse> {
  if (wished !== undefined) return { id: wished, chosen: false };
  const own = await unlessRefused(getDefaultOverride(client, signal));
  const preferred = own?.type === 'CUSTOM' && own.warehouse_id ? own.warehouse_id : 'default';
  const found = (await unlessRefused(getWarehouse(client, preferred, signal))) ?? (await readiest(client, signal));
  if (found === undefined) throw new LakegooseError('statements.no_warehouse', { host: client.host });
  return { id: found.id, name: found.name, chosen: true };
}

async function readiest(client: DatabricksClient, signal: AbortSignal) {
  const [best] = (await listWarehouses(client, signal))
    .filter(({ state }) => order.includes(state))
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || (one.name < other.name ? -1 : 1));
  return best;
}

/** A workspace may not have the route, or the person no right to the warehouse: then the next in order counts. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
