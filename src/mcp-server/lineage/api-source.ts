import type { ColumnLineage, LineageEdge, TableLineage } from '../../databricks-api/lineage.ts';
import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getColumnLineage, getTableLineage } from '../../databricks-client/lineage.ts';
import { entitiesOf } from './entities.ts';
import { gently } from './gently.ts';
import { type Hop, type LineageSource, momentOf, type Neighbour, type Place } from './hop.ts';

/** The lineage API takes about ten requests a second (facts `databricks-api.md` §4a). */
const perSecond = 10;
const parallel = 4;

/** The lineage API: one request for each place, with what it knows of both ways. */
export function apiSource(client: DatabricksClient): LineageSource {
  const each = gently(parallel, perSecond);
  return (places, { signal }) =>
    each(
      places,
      async (place, turn) => {
        try {
          await turn;
          return { hop: await hopOf(client, place, signal) };
        } catch (failure) {
          return { failure };
        }
      },
      signal,
    );
}

async function hopOf(client: DatabricksClient, place: Place, signal: AbortSignal): Promise<Hop> {
  if (place.kind === 'table') return tableHop(await getTableLineage(client, place.full, signal));
  if (place.kind === 'column') return columnHop(await getColumnLineage(client, place.full, place.column, signal));
  return { upstream: [], downstream: [] };
}

function tableHop({ upstreams = [], downstreams = [] }: TableLineage): Hop {
  return {
    upstream: upstreams.flatMap(neighboursOf),
    downstream: downstreams.flatMap(neighboursOf),
    entities: { upstream: upstreams.flatMap(entitiesOf), downstream: downstreams.flatMap(entitiesOf) },
  };
}

/** An edge with nothing in it is one to something that the caller may not see, or of a kind that nobody has told us of. */
function neighboursOf(edge: LineageEdge): Neighbour[] {
  const { tableInfo, fileInfo = [] } = edge;
  if (tableInfo === undefined && fileInfo.length === 0) {
    return entitiesOf(edge).length > 0 ? [] : [hidden];
  }
  const files = fileInfo.map(({ path, has_permission, lineage_timestamp }) =>
    path === undefined || has_permission === false ? hidden : neighbour({ kind: 'file', path }, lineage_timestamp),
  );
  if (tableInfo === undefined) return files;
  const { name, catalog_name, schema_name, table_type, has_permission, lineage_timestamp } = tableInfo;
  if (name === undefined || has_permission === false) return [hidden, ...files];
  const full = [catalog_name, schema_name, name].filter(Boolean).join('.');
  const type = table_type === undefined || table_type === 'TABLE' ? {} : { type: table_type };
  return [neighbour({ kind: 'table', full, ...type }, lineage_timestamp), ...files];
}

function columnHop({ upstream_cols = [], downstream_cols = [] }: ColumnLineage): Hop {
  const columns = (list: typeof upstream_cols) =>
    list.map(({ name, table_name, catalog_name, schema_name, has_permission, lineage_timestamp }) => {
      if (name === undefined || table_name === undefined || has_permission === false) return hidden;
      const full = [catalog_name, schema_name, table_name].filter(Boolean).join('.');
      return neighbour({ kind: 'column', full, column: name }, lineage_timestamp);
    });
  return { upstream: columns(upstream_cols), downstream: columns(downstream_cols) };
}

const hidden: Neighbour = { place: { kind: 'hidden', count: 1 } };

function neighbour(place: Place, told: string | undefined): Neighbour {
  const last = momentOf(told);
  return { place, ...(last === undefined ? {} : { last }) };
}
