import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import { lesser } from '../../sql-guard/policy.ts';
import { quoted } from '../../sql-guard/quoted.ts';
import { outcomeText } from '../outcome-text.ts';
import type { ToolContext } from '../tool.ts';

const sampleRows = 5;

/** A few rows of a table, read through the guard as any other statement of the caller: its scope counts. */
export async function sampleText(table: TableInfo, context: ToolContext): Promise<string> {
  const { statements, rules, tags, gone, patienceSeconds, onProgress, note } = context;
  const name = [table.catalog_name, table.schema_name, table.name].map(quoted).join('.');
  const text = `SELECT * FROM ${name} LIMIT ${sampleRows}`;
  const reading = { ...rules, policy: lesser(rules.policy, 'read') };
  const wait = { signal: gone, patienceSeconds: patienceSeconds(), onProgress };
  const onSubmitted = (one: { class: string; id: string }) => note({ class: one.class, statement_id: one.id });
  const outcome = await statements.run(
    { text, results: 'inline', rowLimit: sampleRows, tags, onSubmitted },
    reading,
    wait,
  );
  return `Sample of ${sampleRows} rows at the most:\n${await outcomeText(outcome, undefined, context)}`;
}
