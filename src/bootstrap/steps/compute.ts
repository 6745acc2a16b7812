import { LakegooseError } from '../../base/errors.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getWarehouse, listWarehouses } from '../../databricks-client/warehouses.ts';
import { readProfileOfHost } from '../../settings/profile.ts';
import { writeProfile } from '../../settings/write-profile.ts';
import { chooseWarehouse } from '../../statements/warehouse.ts';
import { onceSignedIn } from '../signed-in.ts';
import type { Step } from '../step.ts';

const mostNamed = 10;

/**
 * The SQL warehouse and the cluster stand in the profile of the Databricks CLI, so that the CLI, the SDKs and notebooks find
 * them without any setting of ours.
 */
export const computeStep: Step = {
  name: 'compute',
  title: 'bootstrap.compute',
  needs: ['workspace', 'local-workspace', 'sign-in'],
  run: (context) =>
    onceSignedIn(context, async ({ settings, workspace, client }) => {
      const { host, profile, clusterId } = workspace;
      const warehouse = await warehouseOf(client, workspace.warehouseId, context.signal);
      const facts = { warehouse: warehouse.name, id: warehouse.id, cluster: clusterId ?? '–' };
      const named = profile ?? (await readProfileOfHost(host, settings, context.environment.HOME))?.name;
      if (named === undefined) return { state: 'unchanged', code: 'bootstrap.compute_kept', facts };
      const values = {
        host,
        warehouse_id: warehouse.id,
        ...(clusterId === undefined ? {} : { cluster_id: clusterId }),
      };
      const changed = await writeProfile(named, values, settings, context.environment.HOME);
      return changed
        ? { state: 'done', code: 'bootstrap.compute_written', facts: { ...facts, profile: named } }
        : { state: 'unchanged', code: 'bootstrap.compute_kept', facts };
    }),
};

type Named = { readonly id: string; readonly name: string };

/** The one that is set, if it is there; else the one that statements would take. */
async function warehouseOf(client: DatabricksClient, wished: string | undefined, signal: AbortSignal): Promise<Named> {
  if (wished === undefined) {
    const { id, name = id } = await chooseWarehouse(client, undefined, signal);
    return { id, name };
  }
  try {
    return await getWarehouse(client, wished, signal);
  } catch (error) {
    if (!(error instanceof LakegooseError) || error.code !== 'databricks.not_found') throw error;
    const there = await listWarehouses(client, signal);
    const names = there.slice(0, mostNamed).map(({ id, name }) => `${id} (${name})`);
    throw new LakegooseError('bootstrap.no_such_warehouse', { id: wished, host: client.host, names: names.join(', ') });
  }
}
