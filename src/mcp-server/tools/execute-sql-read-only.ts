import { lesser } from '../../sql-guard/policy.ts';
import { statementParameters } from '../parameters.ts';
import { runStatement } from '../run-statement.ts';
import { defineTool } from '../tool.ts';

export const executeSqlReadOnly = defineTool({
  name: 'execute_sql_read_only',
  title: 'Run a reading SQL statement',
  description:
    'Runs one Databricks SQL statement that only reads (SELECT, WITH, SHOW, DESCRIBE, …) and returns its rows as CSV ' +
    'with typed columns; an empty field is NULL. Rows beyond row_limit are cut, and it is said. Anything that writes is refused.',
  effect: 'read',
  input: statementParameters,
  run: (given, context) => {
    const rules = { ...context.rules, policy: lesser(context.rules.policy, 'read') };
    return runStatement(given, rules, context);
  },
});
