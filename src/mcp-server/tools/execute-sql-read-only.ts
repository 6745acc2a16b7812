import { statementParameters } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const executeSqlReadOnlyTool = defineTool({
  name: 'execute_sql_read_only',
  title: 'Run a reading SQL statement',
  description:
    'Runs one Databricks SQL statement that only reads (SELECT, SHOW, DESCRIBE, …) and returns its rows as typed CSV; ' +
    'an empty field is NULL. Cut at row_limit and 60,000 characters, and says so.',
  effect: 'read',
  input: statementParameters,
  load: async () => (await import('../handlers/execute-sql.ts')).executeSqlReadOnly,
});
