import { words } from '../../words.ts';
import { nameAt } from '../name-at.ts';
import { at, nameEnd, type Range, type Source, step } from '../source.ts';
import { beginsQuery, isBeforeOperand } from './begins-query.ts';
import { isCorrelated } from './correlated.ts';
import type { Ask } from './literal.ts';
import { niladic, spelled } from './operand.ts';
import { ownQualifier, type Subject } from './subject.ts';

const values = words('TRUE FALSE NULL UNKNOWN');
/** Words before an operand, where an operand does follow; otherwise they are columns of that name. */
const prefixes = words('NOT EXISTS DISTINCT INTERVAL CASE WHEN THEN ELSE ANY ALL SOME BOTH LEADING TRAILING');
/** Functions that say the same of every value of a column. */
const ofType = words('TYPEOF');
const sizes = words('SIZE CARDINALITY ARRAY_SIZE');
const units = words(
  'YEAR QUARTER MONTH WEEK DAY DAYOFYEAR HOUR MINUTE SECOND MILLISECOND MICROSECOND NANOSECOND ' +
    'YEARS QUARTERS MONTHS WEEKS DAYS HOURS MINUTES SECONDS MILLISECONDS MICROSECONDS NANOSECONDS',
);
/** Functions whose first argument may be a unit of time. */
const takesUnit = words('EXTRACT DATEADD DATE_ADD DATEDIFF DATE_DIFF TIMESTAMPADD TIMESTAMPDIFF');
/** Words with a FROM of their own behind them. */
const beforeFrom = words('DISTINCT BOTH LEADING TRAILING');

/** Whether an expression names no column of the subject outside of subqueries: it is the same for every row. */
export function isConstant(subject: Subject, range: Range, ask: Ask): boolean {
  return walk(subject, range, ask, () => true);
}

/** The columns of the subject in an expression, outside of subqueries, in one spelling. */
export function columnsIn(subject: Subject, range: Range, ask: Ask): ReadonlySet<string> {
  const columns = new Set<string>();
  walk(subject, range, ask, (column) => {
    columns.add(column);
    return false;
  });
  return columns;
}

/** Goes over an expression until `isEnough` says so of a column. Whether no column stood there, or none was enough. */
function walk(subject: Subject, { from, to }: Range, ask: Ask, isEnough: (column: string) => boolean): boolean {
  const { source } = subject;
  const bound = new Set<string>();
  let wantsOperand = true;
  for (let index = from; index < to; ) {
    const token = source.tokens[index];
    if (token === undefined) return true;
    if (token.kind === 'symbol') {
      if (token.upper === '(' && at(source, step(source, index)) === '->') {
        for (let name = index + 1; name < step(source, index); name += 2) bound.add(nameAt(source, name));
        index = step(source, index);
      } else if (token.upper === '(' && beginsQuery(source, index + 1)) {
        const query = { from: index + 1, to: step(source, index) - 1 };
        if (isCorrelated(subject, query, ask) && isEnough('(')) return false;
        index = step(source, index);
        wantsOperand = false;
      } else if (token.upper === '::' || token.upper === ':' || token.upper === '.') {
        // A type, a parameter, a path into what stands before.
        index += 2;
        wantsOperand = false;
      } else {
        wantsOperand = !')]?'.includes(token.upper);
        index++;
      }
    } else if (token.kind === 'number' || token.kind === 'string' || token.kind === 'dollar') {
      wantsOperand = false;
      index++;
    } else if (wantsOperand) {
      const constant = operandEnd(subject, index, to, bound);
      const end = constant < 0 ? Math.max(nameEnd(source, index, to), index + 1) : constant;
      if (constant < 0 && isEnough(spelled(subject, { from: index, to: end }))) return false;
      wantsOperand =
        constant >= 0 &&
        (at(source, end) === '(' || (end === index + 1 && (isPrefix(source, index) || token.upper === 'FROM')));
      index = end;
    } else {
      // A word after an operand is an operator, a unit of time, or the AS before a type.
      if (token.upper === 'AS') index = bracketEnd(source, index, to);
      else if (token.upper === 'COLLATE' || token.upper === 'TO') index += 2;
      else {
        wantsOperand = !units.has(token.upper) && token.upper !== 'END' && token.upper !== 'NOT';
        index++;
      }
    }
  }
  return true;
}

/** Where an operand ends that is no column; the bracket of a call counts as its end. -1 where it is a column. */
function operandEnd(subject: Subject, index: number, to: number, bound: Set<string>): number {
  const { source, others } = subject;
  const word = at(source, index);
  const after = source.tokens[index + 1];
  if (after?.upper === '->') bound.add(nameAt(source, index));
  if (bound.has(nameAt(source, index)) || isPrefix(source, index)) return index + 1;
  if (word === 'FROM' && beforeFrom.has(at(source, index - 1))) return index + 1;
  const name = nameEnd(source, index, Math.max(to, index + 1));
  if (at(source, name) === '(') return isOfForm(source, index) ? step(source, name) : name;
  if (values.has(word) || (niladic.has(word) && word !== 'USER')) return index + 1;
  if (after?.kind === 'string' && word !== '') return index + 2;
  if (units.has(word) && at(source, index - 1) === '(' && takesUnit.has(at(source, index - 2))) return index + 1;
  if (isVariable(subject, index)) return name;
  return others.has(nameAt(source, index)) && after?.upper === '.' ? name : -1;
}

/** A call that looks at the form of its argument alone: `typeof(a)`, `size(array(a))`. */
function isOfForm(source: Source, index: number): boolean {
  const word = at(source, index);
  return ofType.has(word) || (sizes.has(word) && at(source, index + 2) === 'ARRAY' && at(source, index + 3) === '(');
}

function isPrefix(source: Source, index: number): boolean {
  return prefixes.has(at(source, index)) && isBeforeOperand(source, index);
}

/** A variable of the session or of the script around. Where a column has the same name, it is taken for the variable. */
function isVariable(subject: Subject, index: number): boolean {
  const { source } = subject;
  if (ownQualifier(subject, index) > 0) return false;
  const name = nameAt(source, index);
  const isOfSession = name === 'session' || (name === 'system' && nameAt(source, index + 2) === 'session');
  const isQualifier = at(source, index + 1) === '.';
  if (isQualifier && (isOfSession || source.variables?.has(`${name}.`) === true)) return true;
  return source.variables?.has(name) === true;
}

/** The bracket that closes around a place. */
function bracketEnd(source: Source, index: number, to: number): number {
  for (let place = index; place < to; place = step(source, place)) if (at(source, place) === ')') return place;
  return to;
}
