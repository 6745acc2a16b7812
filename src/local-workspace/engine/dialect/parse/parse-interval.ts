import { readInterval, unitSize } from '../natives/interval-text.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import type { Expression } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { intervalLiteral } from './literals.ts';

const UNIT = /^(YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND|MILLISECOND|MICROSECOND)S?$/;

function invalid(text: string, at: number): SqlError {
  return new SqlError(
    'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING',
    '22006',
    `Error parsing '${text}' to interval. Please ensure that the value provided is in a valid format for defining an interval.`,
    at,
  );
}

const unitOf = (word: string): string | undefined => UNIT.exec(word)?.[1];

/** An amount of one unit, as months or microseconds. */
function amount(text: string, unit: string, at: number): { value: bigint; months: boolean } {
  const months = ['YEAR', 'QUARTER', 'MONTH'].includes(unit);
  const size = unit === 'QUARTER' ? 3n : unitSize(unit);
  if (unit === 'SECOND') {
    const value = readInterval(text, 'SECOND');
    if (value === undefined) throw invalid(text, at);
    return { value, months };
  }
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw invalid(text, at);
  return { value: BigInt(text.trim().replace('+', '')) * size, months };
}

const ORDER = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];
const KIND: Readonly<Record<string, string>> = {
  QUARTER: 'MONTH',
  WEEK: 'DAY',
  MILLISECOND: 'SECOND',
  MICROSECOND: 'SECOND',
};

function total(parts: readonly { text: string; unit: string }[], at: number): Expression {
  const read = parts.map(({ text, unit }) => amount(text, unit, at));
  if (new Set(read.map(({ months }) => months)).size > 1)
    throw cannotCompute('intervals of months and days in one', at);
  const units = parts.map(({ unit }) => ORDER.indexOf(KIND[unit] ?? unit));
  const [first, last] = [ORDER[Math.min(...units)] ?? '', ORDER[Math.max(...units)] ?? ''];
  const value = read.reduce((sum, each) => sum + each.value, 0n);
  return intervalLiteral(value, first === last ? first : `${first} TO ${last}`, at);
}

/** Reads what follows INTERVAL: `'1-2' YEAR TO MONTH`, `3 DAYS 2 HOURS`, `'1 day 2 hours'`. */
export function parseInterval(cursor: Cursor, at: number): Expression {
  const token = cursor.peek();
  const minus = token.kind === 'symbol';
  if (minus) cursor.take();
  const text = (minus && token.value === '-' ? '-' : '') + cursor.take().value;
  const word = cursor.peek().kind === 'word' ? unitOf(cursor.peek().upper) : undefined;
  if (word === undefined) {
    const parts = [
      ...text
        .toUpperCase()
        .replace(/^\s*INTERVAL\s+/, '')
        .matchAll(/([+-]?\s*\d+(?:\.\d+)?)\s+([A-Z]+)/g),
    ].map(([, value = '', unit = '']) => ({
      text: value.replace(/\s+/g, ''),
      unit: unitOf(unit) ?? '',
    }));
    if (parts.length === 0 || parts.some(({ unit }) => unit === '')) throw invalid(text, at);
    return total(parts, at);
  }
  cursor.take();
  if (cursor.accept('TO')) {
    const last = unitOf(cursor.take().upper);
    const unit = `${word} TO ${last}`;
    const value = readInterval(text, unit);
    if (value === undefined) throw invalid(text, at);
    return intervalLiteral(value, unit, at);
  }
  const parts = [{ text, unit: word }];
  for (;;) {
    const ahead = cursor.peek().kind === 'symbol' && cursor.peek().value === '-' ? 1 : 0;
    const next = cursor.peek(ahead);
    const unit = unitOf(cursor.peek(ahead + 1).upper);
    if (
      (next.kind !== 'number' && next.kind !== 'text') ||
      unit === undefined ||
      cursor.peek(ahead + 1).kind !== 'word'
    )
      break;
    if (ahead === 1) cursor.take();
    parts.push({ text: (ahead === 1 ? '-' : '') + cursor.take().value, unit });
    cursor.take();
  }
  return total(parts, at);
}
