import { tokenize } from '../lex/tokenize.ts';
import { SqlError } from '../sql-error.ts';
import type { SqlType } from '../types.ts';
import { Cursor } from './cursor.ts';
import { parseFields, parseType } from './parse-type.ts';

const NO_GRAMMAR = {
  expression: (cursor: Cursor): never => {
    throw cursor.unexpected();
  },
  query: (cursor: Cursor): never => {
    throw cursor.unexpected();
  },
  value: (cursor: Cursor): never => {
    throw cursor.unexpected();
  },
  values: (cursor: Cursor): never => {
    throw cursor.unexpected();
  },
};

/** A schema written as one type, or as the fields of a struct: `a INT, b STRING`. */
export function readSchema(text: string): SqlType {
  if (text.trim() === '')
    throw new SqlError('PARSE_EMPTY_STATEMENT', '42617', 'Syntax error, unexpected empty statement.');
  const tokens = tokenize(text);
  if (tokens.some(({ upper }, index) => /^(VAR)?CHAR(ACTER)?$/.test(upper) && tokens[index + 1]?.value === '('))
    throw new SqlError(
      'UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING',
      '0A000',
      "The char/varchar type can't be used in the table schema. Use the type STRING in its place.",
    );
  const cursor = (): Cursor => new Cursor(text, tokens, NO_GRAMMAR, new Map());
  const end = (own: Cursor): boolean => own.peek().kind === 'end';
  try {
    const own = cursor();
    const type = parseType(own);
    if (end(own)) return type;
  } catch (error) {
    if (!(error instanceof SqlError) || /^\w+$/.test(text.trim())) throw error;
  }
  const own = cursor();
  try {
    return parseFields(own, () => end(own));
  } catch (error) {
    const isUnknown = error instanceof SqlError && error.errorClass === 'UNSUPPORTED_DATATYPE';
    throw isUnknown ? own.unexpected() : error;
  }
}
