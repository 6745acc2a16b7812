import { LakegooseError } from '../../base/errors.ts';
import { getWarehouse, listWarehouses } from '../../databricks-client/warehouses.ts';
import { chooseWarehouse } from '../../statements/warehouse.ts';
import { type Check, failed, ok } from '../check.ts';

const mostNamed = 5;
const gone: readonly string[] = ['DELETING', 'DELETED'];

/** The SQL warehouse that runs statements is there, and may be used. */
export const warehouseCheck: Check = {
  name: 'warehouse',
  title: 'doctor.warehouse',
  needs: ['sign-in'],
  run: async ({ known, signal }) => {
    const [client, { warehouseId: wished, host }] = [await known.client(), await known.workspace()];
    const { id } = await chooseWarehouse(client, wished, signal);
    const [found, usable] = await Promise.all([
      getWarehouse(client, id, signal).catch(unlessRefused),
      listWarehouses(client, signal),
    ]);
    const shown = usable.slice(0, mostNamed).map((one) => `${one.id} (${one.name})`);
    const names = shown.join(', ') || '–';
    if (found === 'databricks.not_found') return failed('doctor.no_such_warehouse', { id, host, names });
    if (typeof found === 'string' || !usable.some((one) => one.id === found.id)) {
      return failed('doctor.warehouse_not_usable', { id, host, names });
    }
    const { name, state } = found;
    if (gone.includes(state)) return failed('doctor.no_such_warehouse', { id, host, names });
    const code = state === 'RUNNING' ? 'doctor.warehouse_runs' : 'doctor.warehouse_stopped';
    return ok(code, { name, id, state });
  },
};

function unlessRefused(error: unknown): 'databricks.not_found' | 'databricks.not_permitted' {
  if (error instanceof LakegooseError) {
    // A malformed identifier is one that is not there.
    if (error.code === 'databricks.not_found' || error.code === 'databricks.refused') return 'databricks.not_found';
    if (error.code === 'databricks.not_permitted') return error.code;
  }
  throw error;
}
