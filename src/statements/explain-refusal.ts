import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import { ApiError } from '../databricks-client/errors.ts';
import { listWarehouses } from '../databricks-client/warehouses.ts';

/** So long may it take to make an error more helpful. */
const mostMs = 3000;
const asleep = ['STOPPED', 'STOPPING'];

/**
 * Why the workspace did not take a statement, where it is because of the SQL warehouse: it is not there, may not be used,
 * or is stopped and may not be started. Else the error itself.
 */
export async function explainRefusal(client: DatabricksClient, id: string, error: unknown): Promise<unknown> {
  if (!(error instanceof ApiError) || ![400, 403, 404].includes(error.status)) return error;
  // Where not even these can be listed, the warehouse is not what is wrong.
  const usable = await listWarehouses(client, AbortSignal.timeout(mostMs)).catch(() => undefined);
  if (usable === undefined) return error;
  const own = usable.find((one) => one.id === id);
  const others = usable.filter((one) => one !== own).map((one) => `${one.id} (${one.name})`);
  const facts = { usable: others.slice(0, 3).join(', ') || '–', message: String(error.facts.message) };
  const because = { cause: error };
  if (error.status === 403 && own === undefined) {
    return new LakegooseError('statements.warehouse_not_permitted', { ...facts, id }, because);
  }
  if (own === undefined) {
    return new LakegooseError('statements.no_such_warehouse', { ...facts, id, host: client.host }, because);
  }
  if (error.status !== 403 || !asleep.includes(own.state)) return error;
  return new LakegooseError('statements.warehouse_not_started', { ...facts, name: own.name }, because);
}
