import { words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { bodies, insertAt } from './insert.ts';
import { junkIn } from './junk.ts';
import { queryHeads } from './query-heads.ts';
import { at, nameEnd, type Range, type Source } from './source.ts';
import { isStray } from './stray.ts';
import { endOfWith } from './with.ts';

/** What may follow `|>`. Source: Spark's `operatorPipeRightSide`. */
const pipeOperators = words(
  'SELECT EXTEND SET DROP AS WHERE PIVOT UNPIVOT TABLESAMPLE AGGREGATE DISTINCT LIMIT OFFSET WINDOW ORDER SORT ' +
    'CLUSTER DISTRIBUTE BIN JOIN CROSS INNER LEFT RIGHT FULL SEMI ANTI NATURAL LATERAL UNION EXCEPT MINUS INTERSECT',
);

/** A query, or the inserts that a query begins (`FROM s INSERT …`). */
export function queryAt(source: Source, range: Range): Finding {
  const { from, to } = range;
  const isQuery =
    at(source, from) === '(' ? beginsQuery(source, from) : at(source, from) !== 'TABLE' || isTable(source, range);
  return isQuery ? wholeQuery(source, range) : found('UNKNOWN_STATEMENT', from, Math.min(to, from + 3));
}

/** `TABLE name`, and what may follow it: the table has no alias. */
function isTable(source: Source, { from, to }: Range): boolean {
  const name = nameEnd(source, from + 1, to);
  return name > from + 1 && (name === to || afterTable.has(at(source, name)));
}

const afterTable = words('UNION EXCEPT MINUS INTERSECT ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET WINDOW |> | )');

/** A query that may have its common tables before it. */
export function plainQueryAt(source: Source, range: Range): Finding {
  const isBare = queryHeads.has(at(source, range.from)) && range.from < range.to;
  if (at(source, range.from) !== 'WITH')
    return isBare ? queryAt(source, range) : found('UNKNOWN_STATEMENT', range.from);
  const body = endOfWith(source, range);
  if (body < 0 || body >= range.to) return found('UNKNOWN_STATEMENT', range.from);
  return queryHeads.has(at(source, body)) ? wholeQuery(source, range) : found('UNKNOWN_STATEMENT', range.from);
}

/** A query that makes the statement, and what it holds besides queries. */
function wholeQuery(source: Source, range: Range): Finding {
  const junk = junkIn(source, range);
  const scanned = scanQuery(source, range);
  return junk < 0 ? scanned : strictest(scanned, found('UNKNOWN_STATEMENT', junk));
}

/** What a query, or a part of one, holds besides queries. */
export function scanQuery(source: Source, { from, to }: Range): Finding {
  let worst = found('READS', from);
  const inserts: number[] = [];
  for (let index = from; index < to; index++) {
    const word = at(source, index);
    if (word === '') continue;
    if (word === '|>' ? !pipeOperators.has(at(source, index + 1)) : isStray(source, index)) {
      worst = strictest(worst, found('UNKNOWN_STATEMENT', index, index + 2));
    } else if (word === 'INSERT' && beginsInsert(source, index)) inserts.push(index);
  }
  for (const [order, index] of inserts.entries()) {
    worst = strictest(worst, insertAt(source, { from: index, to: inserts[order + 1] ?? to }));
  }
  return worst;
}

/** An INSERT by itself, with the query in it. */
export function insertStatementAt(source: Source, range: Range): Finding {
  return strictest(insertAt(source, range), scanQuery(source, { from: range.from + 2, to: range.to }));
}

/** An INSERT, and not a column, an alias or a function of that name. */
function beginsInsert(source: Source, index: number): boolean {
  const [next, third] = [at(source, index + 1), at(source, index + 2)];
  if (at(source, index - 1) === '.') return false;
  if (next !== 'INTO') return next === 'OVERWRITE' || (next === 'WITH' && third === 'SCHEMA');
  // `SELECT insert into FROM t` and `SELECT insert into, b` have a column and its alias.
  return third !== ',' && third !== ')' && (third !== 'FROM' || bodies.has(at(source, index + 3)));
}

function beginsQuery(source: Source, open: number): boolean {
  let index = open;
  while (at(source, index) === '(') index++;
  return at(source, index) === 'WITH' || queryHeads.has(at(source, index));
}
