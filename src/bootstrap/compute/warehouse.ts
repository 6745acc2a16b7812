import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { isMissing } from '../../databricks-client/errors.ts';
import { getWarehouse, listWarehouses } from '../../databricks-client/warehouses.ts';
import { chooseWarehouse } from '../../statements/warehouse.ts';
import type { Choice, Wish } from './choice.ts';

const mostNamed = 10;

/**
 * The SQL warehouse that is set, if it is there; else the one that statements would take. Throws
 * `bootstrap.no_such_warehouse`, `statements.no_warehouse`.
 */
export async function takeWarehouse(
  client: DatabricksClient,
  { set, usual }: Wish,
  signal: AbortSignal,
): Promise<Choice> {
  const wished = set ?? usual;
  const found = wished === undefined ? undefined : await warehouseIfThere(client, wished, signal);
  if (found !== undefined) return { taken: found, others: [] };
  const there = await listWarehouses(client, signal);
  if (set !== undefined) {
    const names = there.slice(0, mostNamed).map(({ id, name }) => `${id} (${name})`);
    throw new LakegooseError('bootstrap.no_such_warehouse', { id: set, host: client.host, names: names.join(', ') });
  }
  const { id, name = id } = await chooseWarehouse(client, undefined, signal);
  return { taken: { id, name }, others: there.filter((other) => other.id !== id) };
}

async function warehouseIfThere(client: DatabricksClient, id: string, signal: AbortSignal) {
  try {
    return await getWarehouse(client, id, signal);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
