import { statementParameters } from '../parameters.ts';
import { runStatement } from '../run-statement.ts';
import { defineTool } from '../tool.ts';

export const executeSql = defineTool({
  name: 'execute_sql',
  title: 'Run a SQL statement that may write',
  description:
    'Runs one Databricks SQL statement that may add rows and objects or, where allowed, change rows; returns and cuts as ' +
    'execute_sql_read_only does. What would remove or overwrite anything is refused.',
  effect: 'write',
  input: statementParameters,
  run: (given, context) => runStatement(given, context.rules, context),
});
