import { z } from 'zod';

/**
 * Unity Catalog reads, `/api/2.1/unity-catalog/…`. A page may be empty and still carry `next_page_token`.
 * Source: databricks-sdk-go `service/catalog` (facts `databricks-api.md` §3).
 */
export const catalogInfo = z.looseObject({ name: z.string(), comment: z.string().optional() });
export const catalogList = z.looseObject({
  catalogs: z.array(catalogInfo).optional(),
  next_page_token: z.string().optional(),
});

export const schemaInfo = z.looseObject({
  name: z.string(),
  catalog_name: z.string(),
  full_name: z.string(),
  comment: z.string().optional(),
});
export const schemaList = z.looseObject({
  schemas: z.array(schemaInfo).optional(),
  next_page_token: z.string().optional(),
});

export const columnInfo = z.looseObject({
  name: z.string(),
  /** The SQL type in lower case, such as `decimal(18,2)`. */
  type_text: z.string(),
  type_name: z.string().optional(),
  position: z.number().int().optional(),
  nullable: z.boolean().optional(),
  comment: z.string().optional(),
  partition_index: z.number().int().optional(),
});
export const tableInfo = z.looseObject({
  name: z.string(),
  catalog_name: z.string(),
  schema_name: z.string(),
  full_name: z.string(),
  /** MANAGED EXTERNAL VIEW MATERIALIZED_VIEW STREAMING_TABLE METRIC_VIEW FOREIGN … */
  table_type: z.string().optional(),
  data_source_format: z.string().optional(),
  columns: z.array(columnInfo).optional(),
  comment: z.string().optional(),
  owner: z.string().optional(),
  view_definition: z.string().optional(),
});
export type TableInfo = z.infer<typeof tableInfo>;
export const tableList = z.looseObject({
  tables: z.array(tableInfo).optional(),
  next_page_token: z.string().optional(),
});
