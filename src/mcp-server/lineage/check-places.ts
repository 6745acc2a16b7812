import type { DatabricksClient } from '../../databricks-client/client.ts';
import { ApiError } from '../../databricks-client/errors.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { gently } from './gently.ts';
import { keyOf } from './hop.ts';
import type { Branch, Tree } from './walk.ts';

/** Tables that are looked up at the most, each by one request. */
const most = 40;

/**
 * The system tables keep the names of tables that were dropped or may not be seen. This marks them; what could not be
 * looked up stays unmarked.
 */
export async function checkPlaces(client: DatabricksClient, { roots }: Tree, signal: AbortSignal): Promise<void> {
  const byTable = Map.groupBy(
    roots.flatMap(({ branches }) => all(branches)).filter(({ place }) => 'full' in place),
    ({ place }) => ('full' in place ? keyOf({ kind: 'table', full: place.full }) : ''),
  );
  await gently(4, 10)(
    [...byTable.values()].slice(0, most),
    async (branches, turn) => {
      const [first] = branches;
      try {
        await turn;
        if (first !== undefined && 'full' in first.place) await getTable(client, first.place.full, signal);
      } catch (error) {
        const status = error instanceof ApiError ? error.status : undefined;
        for (const branch of branches) {
          if (status === 404) branch.ending = 'does not exist any more';
          if (status === 403) branch.ending = 'you may not look further';
        }
      }
    },
    signal,
  );
}

function all(branches: readonly Branch[]): Branch[] {
  return branches.flatMap((branch) => [branch, ...all(branch.branches)]);
}
