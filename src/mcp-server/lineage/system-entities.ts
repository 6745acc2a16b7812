import type { Row } from '../../databricks-api/statements.ts';
import { type Entity, momentOf, type Place, type Way } from './hop.ts';
import type { AskSystem } from './system-rows.ts';
import { entitiesSql } from './system-sql.ts';

/** The names that the system tables give to what reads and writes, in our words. */
const kinds: Readonly<Record<string, string>> = {
  NOTEBOOK: 'notebook',
  JOB: 'job',
  PIPELINE: 'pipeline',
  DASHBOARD_V3: 'dashboard',
  DBSQL_DASHBOARD: 'legacy dashboard',
  DBSQL_QUERY: 'query',
};

/** What wrote and what read the first place, where it is a table. */
export async function systemEntities(
  ask: AskSystem,
  [place]: readonly Place[],
  ways: readonly Way[],
  signal: AbortSignal,
): Promise<Record<Way, Entity[]>> {
  const found: Record<Way, Entity[]> = { upstream: [], downstream: [] };
  if (place?.kind !== 'table') return found;
  for (const way of ways) {
    const rows = await ask(entitiesSql[way], [{ name: 't1', value: place.full }], signal);
    found[way] = rows.flatMap(entityIn);
  }
  return found;
}

function entityIn([type, id, by, workspace, told]: Row): Entity[] {
  const last = momentOf(told);
  const about = { ...(workspace ? { workspace } : {}), ...(last === undefined ? {} : { last }) };
  if (id) return [{ kind: kinds[type ?? ''] ?? (type ?? 'unknown').toLowerCase(), id, ...about }];
  // A statement of no notebook, job or dashboard has no identifier here, but somebody ran it.
  return by ? [{ kind: 'statements by', id: by, ...about }] : [];
}
