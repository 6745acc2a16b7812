import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { at, nameEnd, type Range, type Source } from './source.ts';

const changing = words('DROP TRUNCATE CREATE ALTER UNDROP');
const objects = words('TABLE VIEW SCHEMA DATABASE CATALOG VOLUME FUNCTION PROCEDURE MATERIALIZED STREAMING');
const setOperators = words('UNION EXCEPT INTERSECT MINUS');
/** Functions with a FROM between their arguments. */
const withFrom = words('TRIM EXTRACT SUBSTR SUBSTRING POSITION OVERLAY');
/** What follows a column and its alias: `SELECT drop table FROM t`. */
const clauses = words(
  'FROM WHERE GROUP ORDER HAVING LIMIT OFFSET UNION EXCEPT INTERSECT MINUS QUALIFY WINDOW LATERAL JOIN LEFT RIGHT FULL ' +
    'INNER CROSS NATURAL SEMI ANTI ON USING PIVOT UNPIVOT TABLESAMPLE SORT CLUSTER DISTRIBUTE FOR THEN END INSERT',
);

/** A statement that begins inside a query or an expression, where none may. Spark refuses those. */
export function strayIn(source: Source, { from, to }: Range): Finding | undefined {
  for (let index = from; index < to; index++)
    if (isStray(source, index)) return found('UNKNOWN_STATEMENT', index, index + 3);
  return undefined;
}

/** Whether behind a bracket or a UNION a statement begins that changes rows, or anywhere one that changes an object. */
export function isStray(source: Source, index: number): boolean {
  const word = at(source, index);
  if (word === '(') return !withFrom.has(at(source, index - 1)) && beginsWrite(source, index + 1);
  if (setOperators.has(word)) {
    const next = at(source, index + 1);
    const isOperator = !['SELECT', 'DISTINCT', 'ALL', ',', '.', '('].includes(at(source, index - 1));
    return isOperator && beginsWrite(source, next === 'ALL' || next === 'DISTINCT' ? index + 2 : index + 1);
  }
  return changing.has(word) && at(source, index - 1) !== '.' && namesObject(source, index + 1);
}

function namesObject(source: Source, index: number): boolean {
  const named = source.tokens[index + 1];
  return (
    objects.has(at(source, index)) && (named?.kind === 'name' || (named?.kind === 'word' && !clauses.has(named.upper)))
  );
}

function beginsWrite(source: Source, index: number): boolean {
  const [word, next] = [at(source, index), at(source, index + 1)];
  if (word === 'DELETE') return next === 'FROM';
  if (word === 'INSERT') return next === 'INTO' || next === 'OVERWRITE';
  if (word === 'MERGE') return next === 'INTO';
  if (word === 'EXECUTE') return next === 'IMMEDIATE';
  if (word !== 'UPDATE' && word !== 'CALL') return false;
  const name = nameEnd(source, index + 1, source.tokens.length);
  return name > index + 1 && at(source, name) === (word === 'CALL' ? '(' : 'SET');
}
