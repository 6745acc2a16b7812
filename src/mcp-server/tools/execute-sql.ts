import { statementParameters } from '../parameters.ts';
import { runStatement } from '../run-statement.ts';
import { defineTool } from '../tool.ts';

export const executeSql = defineTool({
  name: 'execute_sql',
  title: 'Run a SQL statement that may write',
  description:
    'Runs one Databricks SQL statement that may add rows and objects and, where it is allowed, change rows; returns its ' +
    'rows as CSV. What would remove or overwrite anything is refused. Exists only where writing is allowed. For questions, ' +
    'use execute_sql_read_only.',
  effect: 'write',
  input: statementParameters,
  run: (given, context) => runStatement(given, context.rules, context),
});
