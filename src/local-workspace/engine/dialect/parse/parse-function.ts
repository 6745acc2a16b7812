import { SqlError } from '../sql-error.ts';
import type { Column } from '../types.ts';
import type { Cursor } from './cursor.ts';
import { parseName } from './parse-from.ts';
import { parseType } from './parse-type.ts';
import type { NewParameter, Statement } from './statement.ts';

function parseParameter(cursor: Cursor): NewParameter {
  const name = cursor.name();
  const type = parseType(cursor);
  let text: string | undefined;
  for (;;) {
    if (cursor.accept('COMMENT')) cursor.string();
    else if (cursor.accept('DEFAULT')) {
      const { at } = cursor.peek();
      cursor.grammar.expression(cursor);
      text = cursor.text.slice(at, cursor.end);
    } else break;
  }
  return { name, type, ...(text !== undefined && { default: text }) };
}

function parseColumn(cursor: Cursor): Column {
  const column = { name: cursor.name(), type: parseType(cursor) };
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

/** Reads what follows CREATE FUNCTION. */
export function parseFunction(cursor: Cursor, orReplace: boolean): Statement {
  const ifNotExists = cursor.accept('IF', 'NOT', 'EXISTS');
  const name = parseName(cursor);
  const parameters = listOf(cursor, parseParameter);
  const twice = parameters.find(
    (one, index) => parameters.findIndex((other) => other.name.toLowerCase() === one.name.toLowerCase()) !== index,
  );
  if (twice)
    throw new SqlError(
      'DUPLICATE_ROUTINE_PARAMETER_NAMES',
      '42734',
      `Found duplicate name(s) in the parameter list of the user-defined routine \`${name.parts.at(-1)}\`: \`${twice.name}\`.`,
      name.at,
    );
  const returns = cursor.accept('RETURNS');
  const isTable = returns && cursor.accept('TABLE');
  const type = returns && !isTable ? parseType(cursor) : undefined;
  const columns = isTable && cursor.sees('(') ? cursor.list(() => parseColumn(cursor)) : undefined;
  let comment: string | undefined;
  for (;;) {
    if (cursor.accept('COMMENT')) comment = cursor.string();
    else if (!SAID.some((words) => cursor.accept(...words))) break;
  }
  if (!cursor.accept('RETURN')) throw cursor.refuse(`CREATE FUNCTION … ${cursor.peek().upper}`);
  const { at } = cursor.peek();
  if (isTable) cursor.grammar.query(cursor);
  else cursor.grammar.expression(cursor);
  const text = cursor.text.slice(at, cursor.end);
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
