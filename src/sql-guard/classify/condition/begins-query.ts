import { words } from '../../words.ts';
import { at, type Source, step } from '../source.ts';

const heads = words('SELECT WITH FROM VALUES TABLE');
const afterColumn = /^(?:[),.;=<>*/%|&^]|==|<>|!=|<=|>=|<=>|\|\|)?$/;
const operators = words('IS IN LIKE ILIKE RLIKE REGEXP BETWEEN AND OR NOT DIV COLLATE');
const clauses = words('SELECT UNION EXCEPT MINUS INTERSECT ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET WINDOW WHERE |>');
/** Brackets around the first part of a query deeper than this are not looked into: it counts as a query. */
const depthLimit = 40;

/** Whether a query begins behind an opening bracket, and no expression. Keywords may be columns. */
export function beginsQuery(source: Source, index: number): boolean {
  if (at(source, index) === '(') return isFirstPart(source, index);
  if (!isHead(source, index)) return false;
  // `(from IS NULL)` has a column, `(FROM is SELECT true)` a table.
  const mayBeColumn = ['FROM', 'TABLE', 'VALUES'].includes(at(source, index));
  return !mayBeColumn || !operators.has(at(source, index + 1)) || hasClause(source, index + 2);
}

/** Whether a keyword stands here before something that follows no column. */
export function isBeforeOperand(source: Source, index: number): boolean {
  return !afterColumn.test(at(source, index + 1) || (source.tokens[index + 1]?.text ?? ''));
}

function isHead(source: Source, index: number): boolean {
  return heads.has(at(source, index)) && isBeforeOperand(source, index);
}

/** `((SELECT 1) UNION SELECT 2)`, `((SELECT true) LIMIT 1)`. */
function isFirstPart(source: Source, bracket: number): boolean {
  if (!clauses.has(at(source, step(source, bracket)))) return false;
  let head = bracket;
  while (at(source, head) === '(' && head < bracket + depthLimit) head++;
  return at(source, head) === '(' || isHead(source, head);
}

function hasClause(source: Source, from: number): boolean {
  // `(TABLE is)`.
  if (at(source, from) === ')') return true;
  for (let index = from; index < source.tokens.length && at(source, index) !== ')'; index = step(source, index))
    if (clauses.has(at(source, index)) && at(source, index - 1) !== '.') return true;
  return false;
}
