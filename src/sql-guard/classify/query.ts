import { type Finding, found, strictest } from './finding.ts';
import { insertAt } from './insert.ts';
import { at, type Range, type Source } from './source.ts';

export const queryHeads: ReadonlySet<string> = new Set(['SELECT', 'FROM', 'VALUES', 'TABLE', '(']);

/** What may follow `|>`. Source: Spark's `operatorPipeRightSide`. */
const pipeOperators: ReadonlySet<string> = new Set(
  (
    'SELECT EXTEND SET DROP AS WHERE PIVOT UNPIVOT TABLESAMPLE AGGREGATE DISTINCT LIMIT OFFSET WINDOW ORDER SORT ' +
    'CLUSTER DISTRIBUTE JOIN CROSS INNER LEFT RIGHT FULL SEMI ANTI NATURAL LATERAL UNION EXCEPT MINUS INTERSECT'
  ).split(' '),
);

/** A query, or the inserts that a query begins (`FROM s INSERT …`). */
export function queryAt(source: Source, { from, to }: Range): Finding {
  let worst = found('READS', from);
  if (at(source, from) === '(' && !beginsQuery(source, from)) return found('UNKNOWN_STATEMENT', from);
  const inserts: number[] = [];
  for (let index = from; index < to; index++) {
    const word = at(source, index);
    if (word === '|>' && !pipeOperators.has(at(source, index + 1))) {
      worst = strictest(worst, found('UNKNOWN_STATEMENT', index, index + 2));
    } else if (word === 'INSERT' && beginsInsert(source, index)) inserts.push(index);
  }
  for (const [order, index] of inserts.entries()) {
    worst = strictest(worst, insertAt(source, { from: index, to: inserts[order + 1] ?? to }));
  }
  return worst;
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
