import { z } from 'zod';

/** A name as SQL may quote it: `` `my table` `` is my table. */
function unquoted(quoted: string): string {
  return /^`.*`$/.test(quoted) ? quoted.slice(1, -1) : quoted;
}

// Unity Catalog's own rule for names; a statement never fits it.
const part = '(`[^.\\s/`\\p{Cc}]+`|[^.\\s/`\\p{Cc}]+)';
const fullName = new RegExp(`^${part}\\.${part}\\.${part}$`, 'u');
const name = z
  .string()
  .regex(new RegExp(`^${part}$`, 'u'), 'must be a name without points, spaces and slashes')
  .transform(unquoted);

/** The parameters that several tools take, described once. */
export const catalogParameter = name.describe('Catalog name, as list_catalogs gives it.');
export const schemaParameter = name.describe('Schema name, as list_schemas gives it.');
export const tableParameter = z
  .string()
  .regex(fullName, 'must be catalog.schema.table')
  .transform((text) => (fullName.exec(text) ?? []).slice(1).map(unquoted).join('.'))
  .describe('Full name: catalog.schema.table.');

const value = z.object({
  name: z.string().regex(/^\w+$/, 'must be letters, digits and underscores').describe('Name, without the colon.'),
  value: z.string().nullable().describe('Value as text; null for NULL.'),
  type: z
    .string()
    .regex(/^[A-Za-z]\w*( *\( *\d+ *(, *\d+ *)?\))?$/, 'must be a SQL type')
    .optional()
    .describe('SQL type, STRING by default.'),
});

/** As many rows as a tool ever returns. */
export const mostRows = 1000;

/** What a tool that runs a statement takes. */
export const statementParameters = z.object({
  query: z.string().describe('The statement; values as :name.'),
  parameters: z.array(value).optional().describe('Values for the :name parts.'),
  catalog: catalogParameter.optional(),
  schema: schemaParameter.optional(),
  row_limit: z.number().int().min(1).max(mostRows).default(100).describe('Most rows to return.'),
});
