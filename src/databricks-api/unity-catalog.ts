import { z } from 'zod';

/**
 * Unity Catalog reads, `/api/2.1/unity-catalog/…`. A page may be empty and still carry `next_page_token`.
 * Source: databricks-sdk-go `service/catalog` (facts `databricks-api.md` §3).
 */
export const catalogInfo = z.looseObject({
  name: z.string(),
  owner: z.string().optional(),
  comment: z.string().optional(),
});
export const catalogList = z.looseObject({
  catalogs: z.array(catalogInfo).optional(),
  next_page_token: z.string().optional(),
});

export const schemaInfo = z.looseObject({
  name: z.string(),
  catalog_name: z.string(),
  full_name: z.string(),
  owner: z.string().optional(),
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
  /** The column's place in the partitioning, from 0. */
  partition_index: z.number().int().optional(),
  /** A function stands between the reader and the values. */
  mask: z.looseObject({ function_name: z.string().optional() }).optional(),
});

/** One of the three. Source: databricks-sdk-go `service/catalog` TableConstraint. */
export const tableConstraint = z.looseObject({
  primary_key_constraint: z.looseObject({ name: z.string().optional(), child_columns: z.array(z.string()) }).optional(),
  foreign_key_constraint: z
    .looseObject({
      name: z.string().optional(),
      child_columns: z.array(z.string()),
      parent_table: z.string(),
      parent_columns: z.array(z.string()),
    })
    .optional(),
  named_table_constraint: z.looseObject({ name: z.string() }).optional(),
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
  storage_location: z.string().optional(),
  /** Only of one table, not in lists. */
  table_constraints: z.array(tableConstraint).optional(),
  /** Such as `spark.sql.statistics.numRows`; all values are texts. */
  properties: z.record(z.string(), z.string()).optional(),
  /** A function decides which rows the reader sees. */
  row_filter: z
    .looseObject({ function_name: z.string().optional(), input_column_names: z.array(z.string()).optional() })
    .optional(),
  /** Milliseconds since 1970. */
  created_at: z.number().optional(),
  updated_at: z.number().optional(),
});
export type TableInfo = z.infer<typeof tableInfo>;
export const tableList = z.looseObject({
  tables: z.array(tableInfo).optional(),
  next_page_token: z.string().optional(),
});

/** `/table-summaries`: names by SQL LIKE, without columns and comments. */
export const tableSummaryList = z.looseObject({
  tables: z.array(z.looseObject({ full_name: z.string(), table_type: z.string().optional() })).optional(),
  next_page_token: z.string().optional(),
});

/** `/metastore_summary`. Its owner is the administrator of the metastore, a person or a group. */
export const metastoreSummary = z.looseObject({ owner: z.string().optional() });
