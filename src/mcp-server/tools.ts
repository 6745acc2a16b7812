import type { Tool } from './tool.ts';
import { describeTableTool } from './tools/describe-table.ts';
import { executeSqlTool } from './tools/execute-sql.ts';
import { executeSqlReadOnlyTool } from './tools/execute-sql-read-only.ts';
import { getTableLineageTool } from './tools/get-table-lineage.ts';
import { listCatalogsTool } from './tools/list-catalogs.ts';
import { listSchemasTool } from './tools/list-schemas.ts';
import { listTablesTool } from './tools/list-tables.ts';
import { pollNotebookRunTool } from './tools/poll-notebook-run.ts';
import { pollSqlResultTool } from './tools/poll-sql-result.ts';
import { readNotebookTool } from './tools/read-notebook.ts';
import { runNotebookTool } from './tools/run-notebook.ts';
import { searchTablesTool } from './tools/search-tables.ts';
import { writeNotebookTool } from './tools/write-notebook.ts';

/** Every tool, in the order an agent reads them. */
export const tools: readonly Tool[] = [
  executeSqlReadOnlyTool,
  executeSqlTool,
  pollSqlResultTool,
  searchTablesTool,
  listCatalogsTool,
  listSchemasTool,
  listTablesTool,
  describeTableTool,
  getTableLineageTool,
  runNotebookTool,
  pollNotebookRunTool,
  readNotebookTool,
  writeNotebookTool,
];
