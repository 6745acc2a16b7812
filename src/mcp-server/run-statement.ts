import type { z } from 'zod';
import type { Rules } from '../sql-guard/policy.ts';
import { refuseBadName } from '../statements/result-files/save-rows.ts';
import { outcomeText } from './outcome-text.ts';
import type { statementParameters } from './parameters.ts';
import type { ToolContext } from './tool.ts';

/** Runs the statement of a call, as far as `rules` let it through, and gives what the model reads of it. */
export async function runStatement(
  { query, parameters, catalog, schema, row_limit, save_as }: z.output<typeof statementParameters>,
  rules: Rules,
  context: ToolContext,
): Promise<string> {
  const { statements, tags, signal, patienceSeconds, onProgress, note } = context;
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
    { signal, patienceSeconds: patienceSeconds(), onProgress },
  );
  return outcomeText(outcome, save_as, context);
}

const defaultRowLimit = 100;
