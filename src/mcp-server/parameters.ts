import { z } from 'zod';
import type { StatementParameter } from '../databricks-api/statements.ts';

/** A name as SQL may quote it: `` `my table` `` is my table. */
function unquoted(quoted: string): string {
  return /^`.*`$/.test(quoted) ? quoted.slice(1, -1) : quoted;
}

/**
 * A text that has to fit a pattern. The model reads what is wrong only where something is: a pattern in the schema costs
 * as many tokens as all descriptions together.
 */
export function fitting(pattern: RegExp, told: string) {
  return z.string().refine((text) => pattern.test(text), told);
}

// Unity Catalog's own rule for names; a statement never fits it.
const part = '(`[^.\\s/`\\p{Cc}]+`|[^.\\s/`\\p{Cc}]+)';
const fullName = new RegExp(`^${part}\\.${part}\\.${part}$`, 'u');
const name = fitting(
  new RegExp(`^${part}$`, 'u'),
  'must be a name without points, spaces, slashes and backticks',
).transform(unquoted);

/** The parameters that several tools take, described once. */
export const catalogParameter = name.describe('Catalog name.');
export const schemaParameter = name.describe('Schema name.');
export const tableParameter = fitting(
  fullName,
  'must be catalog.schema.table, each a name without points, spaces, slashes and backticks',
)
  .transform((text) => (fullName.exec(text) ?? []).slice(1).map(unquoted).join('.'))
  .describe('catalog.schema.table');
export const notebookParameter = z.string().describe('Such as notebooks/sample.ipynb.');
/** Bounds in the schema would cost tokens: a number that no cell has is an error of its own. */
export const cellNumber = z.number().refine((given) => Number.isInteger(given) && given >= 1, 'must be 1, 2, 3 …');
/** For results that are too long to read. */
export const saveAsParameter = z.string().describe('Save all rows in this new .csv or .jsonl file.');

type Value = string | number | boolean | null;

// Made with the first values that come, because an agent waits for our start.
const values = z.lazy(() => {
  const name = z.string().regex(/^\w+$/, 'must be letters, digits and underscores');
  const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
  const named = z.record(name, value.refine(isExact, 'is too large a number to be exact; give it as text'));
  const listed = z.array(
    z.strictObject({
      name: fitting(/^\w+$/, 'must be letters, digits and underscores'),
      value: z.string().nullish(),
      type: fitting(/^[A-Za-z]\w*( *\( *\d+ *(, *\d+ *)?\))?$/, 'must be a SQL type').optional(),
    }),
  );
  return z.union([named.transform((given) => Object.entries(given).map(typed)), listed]);
});

function isExact(given: Value): boolean {
  return typeof given !== 'number' || !Number.isInteger(given) || Number.isSafeInteger(given);
}

function typed([parameter, given]: readonly [string, Value]): StatementParameter {
  if (typeof given === 'string') return { name: parameter, value: given };
  if (given === null) return { name: parameter };
  const number = Number.isInteger(given) ? 'BIGINT' : 'DOUBLE';
  return { name: parameter, value: String(given), type: typeof given === 'number' ? number : 'BOOLEAN' };
}

/**
 * `{name: value}`, which is what a model is told of. The list that Databricks' own API takes is understood as well, because
 * some models know it by heart.
 */
const valuesParameter = z
  .unknown()
  .transform((given, { issues }) => {
    const outcome = values.safeParse(given);
    if (outcome.success) return outcome.data;
    issues.push({ code: 'custom', input: given, message: reasonIn(outcome.error) });
    return z.NEVER;
  })
  .meta({
    type: 'object',
    additionalProperties: { type: ['string', 'number', 'boolean', 'null'] },
    description: 'Values of :name parts, such as {"day": "2024-01-31"}.',
  });

function reasonIn({ issues: [issue] }: z.ZodError): string {
  const [first] = issue?.code === 'invalid_union' ? (issue.errors[0] ?? []) : [];
  return first === undefined || first.path.length === 0
    ? 'must be {name: value}'
    : `${first.path.join('.')} ${first.message}`;
}

/** What a model may ask for at once: more are for a file. */
export const mostRows = 10_000;

/** Entries of a tree of lineage. */
export const mostEntries = 500;

/** What a tool that runs a statement takes. */
export const statementParameters = z.strictObject({
  query: z.string().describe('One statement; values as :name.'),
  parameters: valuesParameter.optional(),
  catalog: catalogParameter.describe('Catalog of bare names.').optional(),
  schema: schemaParameter.describe('Schema of bare names.').optional(),
  row_limit: z.number().int().min(1).max(mostRows).optional().describe('Most rows to return; default 100.'),
  save_as: saveAsParameter.optional(),
});
