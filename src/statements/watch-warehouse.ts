import type { DatabricksClient } from '../databricks-client/client.ts';
import { getWarehouse } from '../databricks-client/warehouses.ts';

/** A look at a warehouse's state, such as STARTING, at most every 2 s. Undefined where it cannot be read. */
export function watchWarehouse(client: DatabricksClient, id: string, signal: AbortSignal) {
  let known: string | undefined;
  let next = 0;
  return async (): Promise<string | undefined> => {
    if (performance.now() >= next) {
      // It is only told for comfort, so a failure must not end the statement.
      known = await getWarehouse(client, id, signal).then(
        ({ state }) => state,
        () => undefined,
      );
      next = performance.now() + 2000;
    }
    return known;
  };
}
