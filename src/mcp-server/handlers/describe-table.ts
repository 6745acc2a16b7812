import type { TableInfo } from '../../databricks-api/unity-catalog.ts';
import { getTable } from '../../databricks-client/unity-catalog.ts';
import { aboutLines } from '../describe/about-lines.ts';
import { sampleText } from '../describe/sample-text.ts';
import { tableText } from '../result/table-text.ts';
import { textBlock } from '../result/text-block.ts';
import { texts } from '../result/texts.ts';
import type { ToolContext } from '../tool.ts';

const mostColumns = 500;
const definitionCharacters = 4000;

type Given = { readonly table: string; readonly sample?: boolean | undefined };

/** What is known of a table, for the model. */
export async function describeTable({ table, sample = false }: Given, context: ToolContext): Promise<string> {
  const info = await getTable(context.client, table, context.signal);
  return [
    textBlock(aboutLines(info).join('\n'), { characters: 10_000 }),
    columnsText(info),
    ...definitionText(info),
    ...(sample ? [await sampleText(info, context)] : []),
  ].join('\n\n');
}

function columnsText({ columns = [] }: TableInfo): string {
  const left = columns.length - mostColumns;
  const block = tableText({
    columns: [...texts('column', 'type'), { name: 'nullable', type_text: 'BOOLEAN' }, ...texts('comment')],
    rows: columns
      .slice(0, mostColumns)
      .map(({ name, type_text, nullable = true, comment }) => [name, type_text, String(nullable), comment ?? null]),
  });
  if (left <= 0) return block;
  return `${left} of ${columns.length} columns are not shown; information_schema.columns of the catalog has them.\n${block}`;
}

function definitionText({ view_definition: text }: TableInfo): string[] {
  if (text === undefined || text === '') return [];
  const cut = text.length > definitionCharacters;
  const head = cut ? `, the first ${definitionCharacters} of its ${text.length} characters` : '';
  return [`View definition${head}:\n${textBlock(text.slice(0, definitionCharacters).toWellFormed())}`];
}
