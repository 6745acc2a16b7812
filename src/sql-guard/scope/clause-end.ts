import { queryHeads } from '../classify/query-heads.ts';
import { at, type Source, stands } from '../classify/source.ts';
import { words } from '../words.ts';
import { endsOperand } from './operand.ts';

const setOperators = words('UNION EXCEPT INTERSECT MINUS');
const lists = words('GROUP ORDER SORT CLUSTER DISTRIBUTE');

/** What cannot follow a SELECT that begins a list of columns, but can follow a table with that alias. */
const afterAlias = words(
  ', ) |> JOIN CROSS INNER FULL SEMI ANTI NATURAL LATERAL PIVOT UNPIVOT TABLESAMPLE WHERE GROUP HAVING ORDER SORT CLUSTER ' +
    'DISTRIBUTE LIMIT OFFSET UNION EXCEPT INTERSECT MINUS WINDOW QUALIFY SELECT INSERT FROM ON USING AS =',
);

/** Where a new query or insert begins at the same depth. Words that are not proved to be that may be names. */
export function beginsNext(source: Source, index: number): boolean {
  const word = at(source, index);
  if (word === '|>') return true;
  if (word === 'INSERT') {
    return /^(INTO|OVERWRITE)$/.test(at(source, index + 1)) || stands(source, index + 1, 'WITH', 'SCHEMA');
  }
  if (!setOperators.has(word) || !endsOperand(source, index - 1)) return false;
  let head = index + 1;
  if (at(source, head) === 'ALL' || at(source, head) === 'DISTINCT') head++;
  if (stands(source, head, 'BY', 'NAME')) head += 2;
  return queryHeads.has(at(source, head));
}

/** Where a list begins whose commas do not separate tables: keys, aliases of a LATERAL VIEW, windows. */
export function beginsList(source: Source, index: number): boolean {
  const word = at(source, index);
  if (!endsOperand(source, index - 1)) return false;
  if (lists.has(word)) return at(source, index + 1) === 'BY';
  if (word === 'LATERAL') return at(source, index + 1) === 'VIEW';
  return word === 'WINDOW' && at(source, index + 2) === 'AS' && !/^(JOIN|LATERAL|,)$/.test(at(source, index + 1));
}

/** Whether the SELECT behind a FROM begins a list of columns, and is no column or alias. */
export function beginsColumns(source: Source, index: number): boolean {
  const next = at(source, index + 1);
  const isSide = next === 'LEFT' || next === 'RIGHT';
  if (!endsOperand(source, index - 1) || index + 1 >= source.tokens.length || afterAlias.has(next)) return false;
  return !isSide || at(source, index + 2) === '(';
}
