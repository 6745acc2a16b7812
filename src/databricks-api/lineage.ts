import { z } from 'zod';

/**
 * Table and column lineage, `GET /api/2.0/lineage-tracking/{table,column}-lineage` (in no SDK; one hop per call).
 * Keys: camelCase containers, snake_case leaves; `{}` is "none". An edge may lack `tableInfo`; `fileInfo` is an
 * object on some edges and a list on others. Source: facts `databricks-api.md` §4a (working third-party code).
 */
const tableRef = z.looseObject({
  name: z.string(),
  catalog_name: z.string().optional(),
  schema_name: z.string().optional(),
  table_type: z.string().optional(),
  lineage_timestamp: z.string().optional(),
});
const entity = z.looseObject({ workspace_id: z.number().optional() });
const file = z.looseObject({ path: z.string() });
const edge = z.looseObject({
  fileInfo: z.preprocess(
    (info) => (info === undefined || Array.isArray(info) ? info : [info]),
    z.array(file).optional(),
  ),
  tableInfo: tableRef.optional(),
  notebookInfos: z.array(entity).optional(),
  jobInfos: z.array(entity).optional(),
  pipelineInfos: z.array(entity).optional(),
  queryInfos: z.array(entity).optional(),
});
export type LineageEdge = z.infer<typeof edge>;

export const tableLineage = z.looseObject({
  upstreams: z.array(edge).optional(),
  downstreams: z.array(edge).optional(),
});
export type TableLineage = z.infer<typeof tableLineage>;

const columnRef = z.looseObject({
  name: z.string(),
  catalog_name: z.string().optional(),
  schema_name: z.string().optional(),
  table_name: z.string().optional(),
});
export const columnLineage = z.looseObject({
  upstream_cols: z.array(columnRef).optional(),
  downstream_cols: z.array(columnRef).optional(),
});
export type ColumnLineage = z.infer<typeof columnLineage>;
