import { z } from 'zod';

/**
 * Table and column lineage, `GET /api/2.0/lineage-tracking/{table,column}-lineage` (in no SDK; one hop per call).
 * Keys: camelCase containers, snake_case leaves; `{}` is "none". An edge may lack `tableInfo`; `fileInfo` is an
 * object on some edges and a list on others. Source: facts `databricks-api.md` §4a (working third-party code).
 * `has_permission`, and the containers beside those of §4a, are named by the query of the workspace's own user
 * interface (its published scripts), which writes them in camelCase; no answer with them has been seen. What may be
 * absent is optional here, because an odd leaf must not cost the whole answer.
 */
const id = z.union([z.string(), z.number()]).optional().catch(undefined);
const word = z.string().optional().catch(undefined);
const permission = z.boolean().optional().catch(undefined);

const tableRef = z.looseObject({
  name: word,
  catalog_name: word,
  schema_name: word,
  /** TABLE VIEW PERSISTED_VIEW MATERIALIZED_VIEW STREAMING_TABLE … */
  table_type: word,
  /** `2026-01-01 00:00:00.0` */
  lineage_timestamp: word,
  has_permission: permission,
});

const file = z.looseObject({ path: word, lineage_timestamp: word, has_permission: permission });

/** Something that reads or writes. Its identifier stands under its own name, such as `notebook_id`. */
const entity = z.looseObject({
  workspace_id: id,
  notebook_id: id,
  job_id: id,
  pipeline_id: id,
  query_id: id,
  dashboard_id: id,
  alert_id: id,
  genie_space_id: id,
  serving_endpoint_id: id,
  lineage_timestamp: word,
});
export type LineageEntity = z.infer<typeof entity>;

function listOf<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (info) => (info === undefined || info === null ? undefined : Array.isArray(info) ? info : [info]),
    z.array(schema).optional(),
  );
}

const edge = z.looseObject({
  tableInfo: tableRef.optional(),
  fileInfo: listOf(file),
  notebookInfos: listOf(entity),
  jobInfos: listOf(entity),
  pipelineInfos: listOf(entity),
  queryInfos: listOf(entity),
  /** Dashboards of the older kind. */
  dashboardInfos: listOf(entity),
  dashboardV3Infos: listOf(entity),
  alertInfos: listOf(entity),
  genieSpaceInfos: listOf(entity),
  servingEndpointInfos: listOf(entity),
});
export type LineageEdge = z.infer<typeof edge>;

export const tableLineage = z.looseObject({
  upstreams: z.array(edge).optional(),
  downstreams: z.array(edge).optional(),
});
export type TableLineage = z.infer<typeof tableLineage>;

const columnRef = tableRef.extend({ table_name: word });
export const columnLineage = z.looseObject({
  upstream_cols: z.array(columnRef).optional(),
  downstream_cols: z.array(columnRef).optional(),
});
export type ColumnLineage = z.infer<typeof columnLineage>;
