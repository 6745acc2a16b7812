import { BIGINT, BOOLEAN, type Column, DATE, INT, opaque, type SqlType, STRING, TIMESTAMP } from '../dialect/types.ts';
import type { TableEntry } from './entries.ts';
import { ACCOUNT_ID, METASTORE_ID, WORKSPACE_ID } from './identity.ts';

/** The schemas of `system` that may be switched on, as an administrator does on Databricks. */
export const SYSTEM_SCHEMAS = ['access', 'query'] as const;
export type SystemSchema = (typeof SYSTEM_SCHEMAS)[number];

/** Where the engine keeps what these tables show. */
export const SYSTEM_STORAGE = [
  'CREATE TABLE IF NOT EXISTS lakegoose.table_lineage (source VARCHAR, source_type VARCHAR, target VARCHAR, target_type VARCHAR, created_by VARCHAR, event_ms BIGINT, statement_id VARCHAR, record_id VARCHAR)',
  'CREATE TABLE IF NOT EXISTS lakegoose.column_lineage (source VARCHAR, source_type VARCHAR, source_column VARCHAR, target VARCHAR, target_type VARCHAR, target_column VARCHAR, created_by VARCHAR, event_ms BIGINT, statement_id VARCHAR, record_id VARCHAR)',
  'CREATE TABLE IF NOT EXISTS lakegoose.query_history (statement_id VARCHAR, status VARCHAR, user_id VARCHAR, user_name VARCHAR, text VARCHAR, type VARCHAR, error VARCHAR, client VARCHAR, tags VARCHAR, warehouse_id VARCHAR, submitted BIGINT, ready BIGINT, started BIGINT, ended BIGINT, produced BIGINT)',
];

type Shown = readonly [name: string, type: SqlType, sql: string];

const NOTHING: Readonly<Record<string, string>> = { BIGINT: 'BIGINT', INT: 'INTEGER', BOOLEAN: 'BOOLEAN' };
/** Columns that Databricks documents and this engine does not measure: NULL, as there where it is unknown. */
const unknown = (type: SqlType, ...names: readonly string[]): Shown[] =>
  names.map((name) => [name, type, `CAST(NULL AS ${NOTHING[type.name] ?? 'VARCHAR'})`]);
const at = (column: string): string => `make_timestamp(${column} * 1000)`;

function side(which: 'source' | 'target'): Shown[] {
  const part = (index: number): string => `nullif(split_part(${which}, '.', ${index}), '')`;
  return [
    [`${which}_table_full_name`, STRING, which],
    [`${which}_table_catalog`, STRING, part(1)],
    [`${which}_table_schema`, STRING, part(2)],
    [`${which}_table_name`, STRING, part(3)],
    ...unknown(STRING, `${which}_path`),
    [`${which}_type`, STRING, `${which}_type`],
  ];
}

const ENTITY = opaque(
  'STRUCT',
  'STRUCT<job_info: STRUCT<job_id: STRING, job_run_id: STRING>, dashboard_id: STRING, legacy_dashboard_id: STRING, notebook_id: STRING, sql_query_id: STRING, dlt_pipeline_info: STRUCT<dlt_pipeline_id: STRING, dlt_update_id: STRING>>',
);
const lineageHead: readonly Shown[] = [
  ['account_id', STRING, `'${ACCOUNT_ID}'`],
  ['metastore_id', STRING, `'${METASTORE_ID}'`],
  ['workspace_id', STRING, `'${WORKSPACE_ID}'`],
  ...unknown(STRING, 'entity_type', 'entity_id', 'entity_run_id'),
];
const lineageTail: readonly Shown[] = [
  ['created_by', STRING, 'created_by'],
  ['event_time', TIMESTAMP, at('event_ms')],
  ['event_date', DATE, `CAST(${at('event_ms')} AS DATE)`],
  ['record_id', STRING, 'record_id'],
  ['event_id', STRING, 'statement_id'],
  ['statement_id', STRING, 'statement_id'],
  ...unknown(ENTITY, 'entity_metadata'),
];

const COMPUTE = opaque('STRUCT', 'STRUCT<type: STRING, cluster_id: STRING, warehouse_id: STRING>');
const SOURCE = opaque(
  'STRUCT',
  'STRUCT<job_info: STRUCT<job_id: STRING, job_run_id: STRING, job_task_run_id: STRING>, legacy_dashboard_id: STRING, dashboard_id: STRING, alert_id: STRING, notebook_id: STRING, sql_query_id: STRING, genie_space_id: STRING, pipeline_info: STRUCT<pipeline_id: STRING, update_id: STRING>>',
);
const PARAMETERS = opaque(
  'STRUCT',
  'STRUCT<named_parameters: MAP<STRING, STRING>, pos_parameters: ARRAY<STRING>, is_truncated: BOOLEAN>',
);

const history: readonly Shown[] = [
  ['account_id', STRING, `'${ACCOUNT_ID}'`],
  ['workspace_id', STRING, `'${WORKSPACE_ID}'`],
  ['statement_id', STRING, 'statement_id'],
  ...unknown(STRING, 'session_id'),
  ['execution_status', STRING, 'status'],
  ['compute', COMPUTE, `'{"type":"WAREHOUSE","cluster_id":null,"warehouse_id":"' || warehouse_id || '"}'`],
  ['executed_by_user_id', STRING, 'user_id'],
  ['executed_by', STRING, 'user_name'],
  ['statement_text', STRING, 'text'],
  ['statement_type', STRING, 'type'],
  ['error_message', STRING, 'error'],
  ['client_application', STRING, 'client'],
  ...unknown(STRING, 'client_driver', 'cache_origin_statement_id'),
  ['total_duration_ms', BIGINT, 'ended - submitted'],
  ['waiting_for_compute_duration_ms', BIGINT, 'coalesce(ready, ended) - submitted'],
  ['waiting_at_capacity_duration_ms', BIGINT, 'coalesce(started, ended) - coalesce(ready, ended)'],
  ['execution_duration_ms', BIGINT, 'ended - coalesce(started, ended)'],
  ...unknown(BIGINT, 'compilation_duration_ms', 'total_task_duration_ms', 'result_fetch_duration_ms'),
  ['start_time', TIMESTAMP, at('submitted')],
  ['end_time', TIMESTAMP, at('ended')],
  ['update_time', TIMESTAMP, at('ended')],
  ...unknown(BIGINT, 'read_partitions', 'pruned_files', 'read_files', 'read_rows'),
  ['produced_rows', BIGINT, 'produced'],
  ...unknown(BIGINT, 'read_bytes'),
  ...unknown(INT, 'read_io_cache_percent'),
  ['from_result_cache', BOOLEAN, 'false'],
  ...unknown(BIGINT, 'spilled_local_bytes', 'written_bytes', 'written_rows', 'written_files', 'shuffle_read_bytes'),
  ...unknown(SOURCE, 'query_source'),
  ...unknown(PARAMETERS, 'query_parameters'),
  ['executed_as', STRING, 'user_name'],
  ['executed_as_user_id', STRING, 'user_id'],
  ['query_tags', opaque('MAP', 'MAP<STRING, STRING>'), 'tags'],
];

/** With the columns that Databricks documents (facts `databricks-api.md` §4b; docs, system tables: query history). */
const TABLES: Readonly<Record<string, readonly Shown[]>> = {
  'access.table_lineage': [...lineageHead, ...side('source'), ...side('target'), ...lineageTail],
  'access.column_lineage': [
    ...lineageHead,
    ...side('source'),
    ['source_column_name', STRING, 'source_column'],
    ...side('target'),
    ['target_column_name', STRING, 'target_column'],
    ...lineageTail,
  ],
  'query.history': history,
};
const STORED: Readonly<Record<string, string>> = { 'query.history': 'query_history' };

function entry(key: string, shown: readonly Shown[]): TableEntry {
  const [schema = '', name = ''] = key.split('.');
  const columns: Column[] = shown.map(([column, type]) => ({ name: column, type }));
  const cells = shown.map(([, , sql], index) => `${sql} AS c${index}`).join(', ');
  const rows = (): string => `SELECT ${cells} FROM lakegoose.${STORED[key] ?? name}`;
  return { catalog: 'system', schema, name, kind: 'TABLE', columns, createdAt: 0, updatedAt: 0, rows };
}

export const SYSTEM_TABLES: readonly TableEntry[] = Object.entries(TABLES).map(([key, shown]) => entry(key, shown));
