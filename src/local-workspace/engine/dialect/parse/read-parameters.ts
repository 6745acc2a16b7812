import type { StatementParameter } from '../../../../databricks-api/statements.ts';
import { tokenize } from '../lex/tokenize.ts';
import { SqlError } from '../sql-error.ts';
import { isInteger, type SqlType, STRING } from '../types.ts';
import type { Expression } from './ast.ts';
import { Cursor } from './cursor.ts';
import { nullLiteral, numberLiteral, stringLiteral } from './literals.ts';
import { parseExpression, parseValue } from './parse-expression.ts';
import { parseQuery, parseValues } from './parse-query.ts';
import type { Parameters } from './parse-statement.ts';
import { parseType } from './parse-type.ts';

function readType(text: string): SqlType {
  const cursor = new Cursor(
    text,
    tokenize(text),
    { expression: parseExpression, query: parseQuery, value: parseValue, values: parseValues },
    new Map(),
  );
  const type = parseType(cursor);
  if (cursor.peek().kind !== 'end')
    throw new SqlError('UNSUPPORTED_DATATYPE', '0A000', `Unsupported data type "${text}".`);
  return type;
}

function readValue(parameter: StatementParameter): (at: number) => Expression {
  const type = parameter.type === undefined ? STRING : readType(parameter.type);
  const { value } = parameter;
  if (value === undefined || value === null) {
    return (at) => ({ kind: 'cast', operand: nullLiteral(at), type, lenient: false, at });
  }
  if (type.name === 'STRING') return (at) => stringLiteral(value, at);
  const plain = value.trim();
  // A whole number stays a literal, so that it may stand where only a constant may: LIMIT :n.
  if (isInteger(type) && /^-?\d{1,9}$/.test(plain)) {
    const digits = plain.replace('-', '');
    const literal = (at: number): Expression => numberLiteral(digits, plain.startsWith('-') ? '-' : '', at);
    return (at) =>
      type.name === 'INT' ? literal(at) : { kind: 'cast', operand: literal(at), type, lenient: false, at };
  }
  return (at) => ({ kind: 'cast', operand: stringLiteral(value, at), type, lenient: false, at });
}

/** Named parameters as constants; the type is STRING by default, no value is NULL. */
export function readParameters(parameters: readonly StatementParameter[]): Parameters {
  return new Map(parameters.map((parameter) => [parameter.name, readValue(parameter)]));
}
