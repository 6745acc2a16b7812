import { z } from 'zod';

const name = z.string().min(1);

/** A name as SQL may quote it: `` `my table` `` is my table. */
function unquoted(quoted: string): string {
  return /^`.*`$/.test(quoted) ? quoted.slice(1, -1).replaceAll('``', '`') : quoted;
}

// A part of a full name: in backticks, or without points.
const part = '(`(?:[^`]|``)+`|[^.`]+)';
const fullName = new RegExp(`^${part}\\.${part}\\.${part}$`);

/** The parameters that several tools take, described once. */
export const catalogParameter = name.transform(unquoted).describe('Catalog name, as list_catalogs gives it.');
export const schemaParameter = name.transform(unquoted).describe('Schema name, as list_schemas gives it.');
export const tableParameter = z
  .string()
  .regex(fullName, 'must be catalog.schema.table')
  .transform((text) => (fullName.exec(text) ?? []).slice(1).map(unquoted).join('.'))
  .describe('Full name: catalog.schema.table.');
