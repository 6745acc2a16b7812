import { quoteText } from '../analyze/typed.ts';
import { ofJson } from '../analyze/variant.ts';
import { readSchema } from '../parse/read-schema.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { argument, type Given, text, unexpected } from './rule.ts';

/** Natives that do the same, without options and with them. */
type Natives = { readonly plain: string; readonly withOptions: string };

/** Engine SQL of the options, where there are any: a map of texts. */
function optionsOf(given: Given, index: number): string | undefined {
  const value = given.args[index];
  if (!value) return undefined;
  const isText = value.type.name === 'MAP' && (value.type.parts ?? []).every(({ name }) => name === 'STRING');
  if (isText) return value.sql;
  const [kind, sentence] =
    value.type.name === 'MAP'
      ? [
          'NON_STRING_TYPE',
          `A type of keys and values in \`map()\` must be string, but got "${types.typeText(value.type)}".`,
        ]
      : ['NON_MAP_FUNCTION', 'Must use the `map()` function for options.'];
  throw new SqlError(`INVALID_OPTIONS.${kind}`, '42K06', `Invalid options: ${sentence}`, given.at);
}

function called({ plain, withOptions }: Natives, args: string, options: string | undefined): string {
  return options === undefined ? `${plain}(${args})` : `${withOptions}(${args}, ${options})`;
}

/** The type that a literal schema says, in the place behind the text that is read by it. */
export function schemaIn(given: Given): types.SqlType {
  const value = argument(given, 0);
  if (value.type.name !== 'STRING' && value.type.name !== 'VOID') throw unexpected(given, value, '"STRING"');
  const schema = argument(given, 1);
  if (schema.literal !== undefined && schema.type.name !== 'STRING')
    throw new SqlError(
      'INVALID_SCHEMA.NON_STRING_LITERAL',
      '42K07',
      `The input schema "${schema.name}" is not a valid schema string. The input expression must be string literal and not null.`,
      given.at,
    );
  const inferred = schema.literal === undefined ? /^'((?:[^']|'')*)'$/.exec(schema.sql)?.[1] : schema.literal;
  if (inferred === undefined) throw cannotCompute(`${given.name}() with a schema that is not a literal`, given.at);
  return readSchema(inferred);
}

/** A text as a value of a type, read by natives that make JSON of it. */
export function readAs(type: types.SqlType, given: Given, natives: Natives): { sql: string; type: types.SqlType } {
  const args = `${text(given, 0)}, ${quoteText(JSON.stringify(type))}`;
  return { sql: ofJson(called(natives, args, optionsOf(given, 2)), type), type };
}

/** A value as a text. */
export function written(given: Given, natives: Natives): { sql: string; type: types.SqlType } {
  const { sql, type } = argument(given, 0);
  const args = `${sql}, ${quoteText(JSON.stringify(type))}`;
  return { sql: called(natives, args, optionsOf(given, 1)), type: types.STRING };
}
