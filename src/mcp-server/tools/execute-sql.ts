import { statementParameters } from '../parameters.ts';
import { defineTool } from '../tool.ts';

export const executeSqlTool = defineTool({
  name: 'execute_sql',
  title: 'Run a SQL statement that may write',
  description:
    'Runs one Databricks SQL statement that may add rows and objects or, where allowed, change rows; returns and cuts as ' +
    'execute_sql_read_only does. What would remove or overwrite anything is refused.',
  effect: 'write',
  input: statementParameters,
  load: async () => (await import('../handlers/execute-sql.ts')).executeSql,
});
