import type { LineageEdge, LineageEntity } from '../../databricks-api/lineage.ts';
import { type Entity, momentOf } from './hop.ts';

type Kind = { readonly kind: string; readonly of: (edge: LineageEdge) => readonly LineageEntity[] | undefined } & {
  readonly id: (entity: LineageEntity) => string | number | undefined;
};

const kinds: readonly Kind[] = [
  { kind: 'notebook', of: (edge) => edge.notebookInfos, id: (one) => one.notebook_id },
  { kind: 'job', of: (edge) => edge.jobInfos, id: (one) => one.job_id },
  { kind: 'pipeline', of: (edge) => edge.pipelineInfos, id: (one) => one.pipeline_id },
  { kind: 'query', of: (edge) => edge.queryInfos, id: (one) => one.query_id },
  { kind: 'dashboard', of: (edge) => edge.dashboardV3Infos, id: (one) => one.dashboard_id },
  { kind: 'legacy dashboard', of: (edge) => edge.dashboardInfos, id: (one) => one.dashboard_id },
  { kind: 'alert', of: (edge) => edge.alertInfos, id: (one) => one.alert_id },
  { kind: 'Genie space', of: (edge) => edge.genieSpaceInfos, id: (one) => one.genie_space_id },
  { kind: 'serving endpoint', of: (edge) => edge.servingEndpointInfos, id: (one) => one.serving_endpoint_id },
];

/** What stands behind an edge of the lineage API. */
export function entitiesOf(edge: LineageEdge): Entity[] {
  return kinds.flatMap(({ kind, of, id }) =>
    (of(edge) ?? []).map((one) => {
      const last = momentOf(one.lineage_timestamp);
      const workspace = exact(one.workspace_id);
      return {
        kind,
        id: exact(id(one)) ?? 'unknown id',
        ...(workspace === undefined ? {} : { workspace }),
        ...(last === undefined ? {} : { last }),
      };
    }),
  );
}

/** A number above 2^53 has lost its last digits in JSON: a wrong identifier would be worse than none. */
function exact(id: string | number | undefined): string | undefined {
  return typeof id === 'string' || Number.isSafeInteger(id) ? String(id) : undefined;
}

/** Each once, with its last moment; the latest first. */
export function distinct(entities: readonly Entity[]): Entity[] {
  const found = new Map<string, Entity>();
  for (const one of entities) {
    const key = `${one.kind} ${one.id} ${one.workspace ?? ''}`;
    const known = found.get(key);
    if (known === undefined || (one.last ?? '') > (known.last ?? '')) found.set(key, one);
  }
  return [...found.values()].sort(
    (one, other) => compare(other.last ?? '', one.last ?? '') || compare(one.id, other.id),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
