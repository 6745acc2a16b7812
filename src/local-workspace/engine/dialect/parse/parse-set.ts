import { SqlError } from '../sql-error.ts';
import type { Cursor } from './cursor.ts';
import type { Statement } from './statement.ts';

const TIME_ZONE = 'spark.sql.session.timeZone';
const isEnd = (cursor: Cursor): boolean => cursor.peek().kind === 'end' || cursor.sees(';');

/** A value goes to the end of the statement; one in quotes is what stands in them. */
function parseSetting(cursor: Cursor): string {
  const first = cursor.peek();
  while (!isEnd(cursor)) cursor.take();
  const text = cursor.text.slice(first.at, cursor.end);
  return first.kind === 'text' && first.end === cursor.end ? first.value : text;
}

function parseKey(cursor: Cursor): string {
  const { at } = cursor.peek();
  cursor.name();
  while (cursor.accept('.')) cursor.name();
  return cursor.text.slice(at, cursor.end);
}

/** Reads what follows SET, but that of variables. */
export function parseSet(cursor: Cursor): Statement {
  if (isEnd(cursor)) return { kind: 'set' };
  if (cursor.accept('TIME', 'ZONE')) {
    if (cursor.sees('LOCAL') || cursor.sees('INTERVAL')) throw cursor.refuse(`SET TIME ZONE ${cursor.peek().upper}`);
    return { kind: 'set', key: TIME_ZONE, value: cursor.string() };
  }
  const { upper } = cursor.peek();
  if (['VAR', 'VARIABLE', 'TAG', 'PATH', '-', 'RECIPIENT', 'ROLE'].includes(upper))
    throw cursor.refuse(upper === '-' ? 'SET -v' : `SET ${upper}`);
  const { at } = cursor.peek();
  const key = parseKey(cursor);
  if (!cursor.accept('=')) return { kind: 'set', key };
  if (isEnd(cursor))
    throw new SqlError('INVALID_SET_SYNTAX', '42000', "Expected format is 'SET', 'SET key', or 'SET key=value'.", at);
  return { kind: 'set', key, value: parseSetting(cursor) };
}

/** Reads what follows RESET: all parameters, or one. */
export function parseReset(cursor: Cursor): Statement {
  return isEnd(cursor) ? { kind: 'reset' } : { kind: 'reset', key: parseKey(cursor) };
}
