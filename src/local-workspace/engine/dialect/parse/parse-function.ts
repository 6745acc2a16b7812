import { SqlError } from '../sql-error.ts';
import type { Column, SqlType } from '../types.ts';
import type { Name } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parseType } from './parse-type.ts';
import type { NewParameter, Statement } from './statement.ts';

/** A type of a function's own; a length would be forgotten. */
function ownType(cursor: Cursor): SqlType {
  const { at } = cursor.peek();
  const type = parseType(cursor);
  if (/\b(VARCHAR|CHAR|CHARACTER)\b/i.test(cursor.text.slice(at, cursor.end)))
    throw new SqlError(
      'UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING',
      '0A000',
      'The char/varchar type cannot be that of a parameter or of a result. Use STRING.',
      at,
    );
  return type;
}

function parseParameter(cursor: Cursor): NewParameter {
  const name = cursor.name();
  const type = ownType(cursor);
  if (cursor.sees('NOT', 'NULL'))
    throw new SqlError(
      'USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS',
      '42601',
      'Cannot specify NOT NULL on function parameters.',
      cursor.peek().at,
    );
  let text: string | undefined;
  let comment: string | undefined;
  for (;;) {
    if (cursor.accept('COMMENT')) comment = cursor.string();
    else if (cursor.accept('DEFAULT')) {
      const { at } = cursor.peek();
      cursor.grammar.expression(cursor);
      text = cursor.text.slice(at, cursor.end);
    } else break;
  }
  return { name, type, ...(text !== undefined && { default: text }), ...(comment !== undefined && { comment }) };
}

function parseColumn(cursor: Cursor): Column {
  const column = { name: cursor.name(), type: ownType(cursor) };
  return cursor.accept('COMMENT') ? { ...column, comment: cursor.string() } : column;
}

const listOf = <Item>(cursor: Cursor, item: (cursor: Cursor) => Item): Item[] => {
  if (!cursor.sees('(', ')')) return cursor.list(() => item(cursor));
  cursor.expect('(', ')');
  return [];
};

/** What is said of a function beside its body; all of it is so here. */
const SAID = [
  ['LANGUAGE', 'SQL'],
  ['NOT', 'DETERMINISTIC'],
  ['DETERMINISTIC'],
  ['CONTAINS', 'SQL'],
  ['READS', 'SQL', 'DATA'],
  ['SQL', 'SECURITY', 'DEFINER'],
];

function checkParameters(parameters: readonly NewParameter[], { parts, at }: Name): void {
  const names = parameters.map(({ name }) => name.toLowerCase());
  const twice = parameters.find((_, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice)
    throw new SqlError(
      'DUPLICATE_ROUTINE_PARAMETER_NAMES',
      '42734',
      `Found duplicate name(s) in the parameter list of the user-defined routine \`${parts.at(-1)}\`: \`${twice.name}\`.`,
      at,
    );
  const first = parameters.findIndex((own) => own.default !== undefined);
  const late = first < 0 ? undefined : parameters.slice(first).find((own) => own.default === undefined);
  if (late)
    throw new SqlError(
      'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION',
      '42601',
      `In routine \`${parts.at(-1)}\` parameter \`${late.name}\` without DEFAULT must not be listed after parameter \`${parameters[first]?.name}\` with DEFAULT.`,
      at,
    );
}

/** What stands behind RETURN; a query may be without the parentheses that a value has. */
function parseBody(cursor: Cursor, isTable: boolean): string {
  const { at } = cursor.peek();
  const isQuery = ['SELECT', 'WITH', 'VALUES', 'FROM'].some((word) => cursor.sees(word));
  if (isTable || isQuery) cursor.grammar.query(cursor);
  else cursor.grammar.expression(cursor);
  const text = cursor.text.slice(at, cursor.end);
  return isQuery && !isTable ? `(${text})` : text;
}

/** Reads what follows CREATE FUNCTION. */
export function parseFunction(cursor: Cursor, orReplace: boolean): Statement {
  const ifNotExists = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = parseName(cursor);
  if (ifNotExists && orReplace)
    throw new SqlError(
      'INVALID_SQL_SYNTAX.CREATE_ROUTINE_WITH_IF_NOT_EXISTS_AND_REPLACE',
      '42000',
      'Cannot create a routine with both IF NOT EXISTS and REPLACE specified.',
      name.at,
    );
  const parameters = listOf(cursor, parseParameter);
  checkParameters(parameters, name);
  const returns = cursor.accept('RETURNS');
  const isTable = returns && cursor.accept('TABLE');
  const type = returns && !isTable ? ownType(cursor) : undefined;
  const columns = isTable && cursor.sees('(') ? cursor.list(() => parseColumn(cursor)) : undefined;
  let comment: string | undefined;
  for (;;) {
    if (comment !== undefined && cursor.sees('COMMENT'))
      throw new SqlError('DUPLICATE_CLAUSES', '42614', 'Found duplicate clauses: COMMENT.', cursor.peek().at);
    if (cursor.accept('COMMENT')) comment = cursor.string();
    else if (!SAID.some((words) => cursor.accept(...words))) break;
  }
  if (!cursor.accept('RETURN')) throw cursor.refuse(`CREATE FUNCTION … ${cursor.peek().upper}`);
  const text = parseBody(cursor, isTable);
  return {
    kind: 'create-function',
    name,
    ifNotExists,
    orReplace,
    parameters,
    isTable,
    text,
    ...(type && { type }),
    ...(columns && { columns }),
    ...(comment !== undefined && { comment }),
  };
}
