import type { CommandResults } from '../../../databricks-api/command-execution.ts';
import type { EndedCommand } from './messages.ts';

export type Outcome = Omit<EndedCommand, 'ended'>;

/** What a command has shown, as API 1.2 answers it; `refer` names an image. An image or a table stands for its text, too. */
export function wireResults(outcome: Outcome, refer: (png: string) => string): CommandResults {
  const { error, table, images = [], text, truncated } = outcome;
  if (error) return { resultType: 'error', ...error };
  if (table) {
    const schema = table.schema.map(({ name, type }) => ({ name, type: JSON.stringify(type), metadata: '{}' }));
    return { resultType: 'table', data: table.rows, schema, truncated: table.truncated, isJsonSchema: true };
  }
  const [first, ...others] = images.map(refer);
  if (first === undefined) return { resultType: 'text', data: text, truncated };
  const shown = { data: text, truncated };
  return others.length > 0
    ? { resultType: 'images', fileNames: [first, ...others], ...shown }
    : { resultType: 'image', fileName: first, ...shown };
}
