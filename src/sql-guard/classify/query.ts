import { type Finding, found, strictest } from './finding.ts';
import { insertAt } from './insert.ts';
import { queryHeads } from './query-heads.ts';
import { at, type Range, type Source } from './source.ts';
import { isStray } from './stray.ts';
import { endOfWith } from './with.ts';

/** What may follow `|>`. Source: Spark's `operatorPipeRightSide`. */
const pipeOperators: ReadonlySet<string> = new Set(
  (
    'SELECT EXTEND SET DROP AS WHERE PIVOT UNPIVOT TABLESAMPLE AGGREGATE DISTINCT LIMIT OFFSET WINDOW ORDER SORT ' +
    'CLUSTER DISTRIBUTE JOIN CROSS INNER LEFT RIGHT FULL SEMI ANTI NATURAL LATERAL UNION EXCEPT MINUS INTERSECT'
  ).split(' '),
);

/** A query, or the inserts that a query begins (`FROM s INSERT …`). */
export function queryAt(source: Source, range: Range): Finding {
  if (at(source, range.from) === '(' && !beginsQuery(source, range.from)) return found('UNKNOWN_STATEMENT', range.from);
  return scanQuery(source, range);
}

/** A query that may have its common tables before it. */
export function plainQueryAt(source: Source, range: Range): Finding {
  if (at(source, range.from) !== 'WITH') return queryAt(source, range);
  const body = endOfWith(source, range);
  if (body < 0 || body >= range.to) return found('UNKNOWN_STATEMENT', range.from);
  return queryHeads.has(at(source, body)) ? scanQuery(source, range) : found('UNKNOWN_STATEMENT', range.from);
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
  return (
    at(source, index - 1) !== '.' &&
    (next === 'INTO' || next === 'OVERWRITE' || (next === 'WITH' && third === 'SCHEMA'))
  );
}

function beginsQuery(source: Source, open: number): boolean {
  let index = open;
  while (at(source, index) === '(') index++;
  return at(source, index) === 'WITH' || queryHeads.has(at(source, index));
}
