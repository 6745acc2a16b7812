import type { z } from 'zod';
import { lesser } from '../../sql-guard/policy.ts';
import { refuseBadName } from '../../statements/result-files/save-rows.ts';
import { outcomeText } from '../outcome-text.ts';
import type { statementParameters } from '../parameters.ts';
import type { ToolContext } from '../tool.ts';

type Given = z.output<typeof statementParameters>;

const defaultRowLimit = 100;

/** Runs a statement that only reads, whatever else the rules would let through. */
export function executeSqlReadOnly(given: Given, context: ToolContext): Promise<string> {
  return executeSql(given, { ...context, rules: { ...context.rules, policy: lesser(context.rules.policy, 'read') } });
}

/** Runs a statement, as far as the rules let it through, and gives what the model reads of it. */
export async function executeSql(
  { query, parameters, catalog, schema, row_limit, save_as }: Given,
  context: ToolContext,
): Promise<string> {
  const { statements, rules, tags, gone, patienceSeconds, onProgress, note } = context;
  if (save_as !== undefined) await refuseBadName({ directory: context.workingDirectory, name: save_as });
  const outcome = await statements.run(
    {
      text: query,
      results: save_as === undefined ? 'inline' : 'links',
      tags,
      onSubmitted: (submitted) => note({ class: submitted.class, statement_id: submitted.id }),
      ...(row_limit === undefined && save_as !== undefined ? {} : { rowLimit: row_limit ?? defaultRowLimit }),
      ...(parameters === undefined ? {} : { parameters }),
      ...(catalog === undefined ? {} : { catalog }),
      ...(schema === undefined ? {} : { schema }),
    },
    rules,
    { signal: gone, patienceSeconds: patienceSeconds(), onProgress },
  );
  return outcomeText(outcome, save_as, context);
}
