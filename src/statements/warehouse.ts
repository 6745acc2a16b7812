import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { listWarehouses } from '../databricks-client/warehouses.ts';

// The Databricks CLI's own order (facts `databricks-api.md` §2).
const order = ['RUNNING', 'STARTING', 'STOPPED', 'STOPPING'];

/** The SQL warehouse that runs statements: the one in the settings, else the readiest that may be used. */
export async function chooseWarehouse(
  client: DatabricksClient,
  wished: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  if (wished !== undefined) return wished;
  const usable = (await listWarehouses(client, signal))
    .filter(({ state }) => order.includes(state))
    .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state) || (one.name < other.name ? -1 : 1));
  const [best] = usable;
  if (best === undefined) throw new LakegooseError('statements.no_warehouse', { host: client.host });
  return best.id;
}
