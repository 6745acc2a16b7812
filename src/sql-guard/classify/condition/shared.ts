import { words } from '../../words.ts';
import { at, nameEnd, type Range, step } from '../source.ts';
import { columnsIn } from './constant.ts';
import type { Ask, Literal } from './literal.ts';
import { spelled } from './operand.ts';
import { bare, items } from './split.ts';
import { ownQualifier, type Subject } from './subject.ts';

/** Whether two expressions hang on the same column, so that the one may follow from the other: `a || '' = a`. */
export function hangTogether(subject: Subject, one: Range, other: Range, ask: Ask): boolean {
  if (isPart(subject, one) && isPart(subject, other) && spelled(subject, one) !== spelled(subject, other)) return false;
  const columns = namedIn(subject, one, ask);
  return columns.size > 0 && [...namedIn(subject, other, ask)].some((column) => columns.has(column));
}

/** Columns of the row, those that a scalar subquery selects among them: `(SELECT t.id)`. */
function namedIn(subject: Subject, range: Range, ask: Ask): ReadonlySet<string> {
  const { from, to } = bare(subject, range);
  const columns = new Set(columnsIn(subject, range, ask));
  columns.delete('(');
  if (at(subject.source, from) !== '(' || at(subject.source, from + 1) !== 'SELECT') return columns;
  for (let index = from + 2; index < to && at(subject.source, index) !== 'FROM'; index++) {
    const qualifier = ownQualifier(subject, index);
    const name = { from: index, to: index + qualifier + 1 };
    if (qualifier > 0) columns.add(spelled(subject, name));
  }
  return columns;
}

const extractors = words(
  'GET_JSON_OBJECT SPLIT SPLIT_PART REGEXP_EXTRACT SUBSTRING SUBSTR LEFT RIGHT ELEMENT_AT TRY_ELEMENT_AT VARIANT_GET ' +
    'TRY_VARIANT_GET DATE_FORMAT DATE_PART EXTRACT',
);

/** One of several parts of a column: `m['a']`, `j:a`, `split(a, ',')[0]`. */
function isPart({ source }: Subject, range: Range): boolean {
  const { from, to } = bare({ source }, range);
  const isCall = at(source, from + 1) === '(';
  if (isCall && !extractors.has(at(source, from))) return false;
  let end = isCall ? step(source, from + 1) : nameEnd(source, from, to);
  if (!isCall && end === to) return false;
  while (end > from && end < to && /^[[:.]$/.test(at(source, end)))
    end = at(source, end) === '[' ? step(source, end) : end + 2;
  return end === to;
}

const cleaners = words(
  'TRIM LTRIM RTRIM BTRIM LOWER LCASE UPPER UCASE INITCAP REPLACE REGEXP_REPLACE TRANSLATE ROUND BROUND FLOOR CEIL ' +
    'CEILING TRUNC DATE_TRUNC ABS SUBSTRING SUBSTR LEFT RIGHT LPAD RPAD TO_DATE DATE',
);

/** `a <> trim(a)`: the rows that a cleaning has not met yet. */
export function isUncleaned(subject: Subject, one: Range, other: Range): boolean {
  return cleans(subject, one, spelled(subject, other)) || cleans(subject, other, spelled(subject, one));
}

function cleans(subject: Subject, range: Range, column: string): boolean {
  const { source } = subject;
  const { from, to } = bare(subject, range);
  if (spelled(subject, { from, to }) === column) return true;
  const isCall = at(source, from + 1) === '(' && step(source, from + 1) === to;
  if (!isCall || !cleaners.has(at(source, from))) return false;
  return items(subject, { from: from + 2, to: to - 1 }).some((argument) => cleans(subject, argument, column));
}

const cancelling: readonly RegExp[] = [/^(.+) [-/%^] \1$/, /^.+ \* 0$/, /^0 \* .+$/, /^.+ % 1$/, /^.+ & 0$/];

/** Looking for a text twice in itself takes long in long ones. */
const longest = 300;

/** An expression in one spelling that is the same whatever its column holds: `a - a`, `a * 0`. */
export function cancels(text: string): boolean {
  return text.length <= longest && cancelling.some((form) => form.test(text));
}

/** `id >= (SELECT min(id) FROM …)`, in one spelling: what every row meets. */
export function isBoundary({ sides, holds }: Literal): boolean {
  if (sides?.sign !== '<' || holds) return false;
  const { left, right } = sides;
  return right.startsWith(`( select min ( ${left} ) from `) || left.startsWith(`( select max ( ${right} ) from `);
}
