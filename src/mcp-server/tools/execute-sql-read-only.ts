import { lesser } from '../../sql-guard/policy.ts';
import { statementParameters } from '../parameters.ts';
import { runStatement } from '../run-statement.ts';
import { defineTool } from '../tool.ts';

export const executeSqlReadOnly = defineTool({
  name: 'execute_sql_read_only',
  title: 'Run a reading SQL statement',
  description:
    'Runs one Databricks SQL statement that only reads (SELECT, SHOW, DESCRIBE, …) and returns its rows as typed CSV; ' +
    'an empty field is NULL. Cut at row_limit and 60,000 characters, and says so.',
  effect: 'read',
  input: statementParameters,
  run: (given, context) => {
    const rules = { ...context.rules, policy: lesser(context.rules.policy, 'read') };
    return runStatement(given, rules, context);
  },
});
