import { at, nameEnd, type Source, stands } from '../classify/source.ts';
import { type Relation, relationAt } from './relation.ts';

/** Functions that make rows from their arguments alone. Others may read anything. */
const harmless: ReadonlySet<string> = new Set(
  'RANGE EXPLODE EXPLODE_OUTER POSEXPLODE POSEXPLODE_OUTER INLINE INLINE_OUTER STACK JSON_TUPLE VARIANT_EXPLODE VARIANT_EXPLODE_OUTER'.split(
    ' ',
  ),
);
const queryHeads: ReadonlySet<string> = new Set(['SELECT', 'WITH', 'FROM', 'VALUES', 'TABLE']);
const lists: ReadonlySet<string> = new Set(['GROUP', 'ORDER', 'SORT', 'CLUSTER', 'DISTRIBUTE']);
const joins: ReadonlySet<string> = new Set(['UNION', 'EXCEPT', 'INTERSECT', 'MINUS', 'INSERT', '|>']);
const notTables: ReadonlySet<string> = new Set(['FROM', 'AS', 'WHERE', '', ',']);

/** One level of brackets. */
type Level = {
  /** Arguments and expressions, in which FROM is a part of `extract(… FROM …)` and the like. */
  readonly isExpression: boolean;
  /** Whether a comma separates tables here. */
  commas: boolean;
  /** Whether a FROM came before any SELECT, and how many of these came since. */
  fromFirst: boolean;
  selects: number;
};

/**
 * Every table that a query names, from a place on; a name without parts where one cannot be seen. Keywords may be names
 * in Spark, so what is in doubt counts as a table.
 */
export function relationsFrom(source: Source, start: number, isMerge = false): readonly Relation[] {
  const found: Relation[] = [];
  const levels: Level[] = [{ isExpression: false, commas: false, fromFirst: false, selects: 0 }];
  let expects = false;
  for (let index = start; index < source.tokens.length; index++) {
    const level = levels.at(-1);
    if (level === undefined) return [...found, unseen(index)];
    const word = at(source, index);
    const isPart = at(source, index - 1) === '.';
    if (word === '(') {
      const isQuery = queryHeads.has(firstInside(source, index));
      levels.push({ isExpression: !isQuery && !expects, commas: expects && !isQuery, fromFirst: false, selects: 0 });
      if (isQuery) expects = false;
    } else if (word === ')') {
      levels.pop();
      expects = false;
    } else if (expects) {
      if (word === 'LATERAL' || (word === 'STREAM' && takesTable(source, index + 1))) continue;
      expects = false;
      if (word === 'VALUES' && at(source, index + 1) === '(') {
        level.commas = false;
        continue;
      }
      if (word === 'TABLE' && takesTable(source, index + 1)) {
        expects = true;
        continue;
      }
      const relation = relationAt(source, index);
      const isCall =
        at(source, relation.to) === '(' && relation.parts !== undefined && at(source, index - 1) !== 'INTO';
      if (!isCall || relation.parts?.length !== 1 || !harmless.has(at(source, index))) {
        found.push(isCall && at(source, index - 1) !== 'TABLE' ? { ...relation, parts: undefined } : relation);
      }
      // Whatever word an alias is, it is no keyword here.
      index = at(source, relation.to) === 'AS' ? relation.to + 1 : relation.to - 1;
    } else if (isPart) continue;
    else if (word === ',') expects = level.commas;
    else if (word === 'JOIN' || word === 'INTO' || (isMerge && word === 'USING' && levels.length === 1)) {
      if (level.isExpression) found.push(unseen(index));
      expects = true;
      level.commas ||= word === 'JOIN';
    } else if (word === 'FROM') {
      if (level.isExpression || isDistinctFrom(source, index)) continue;
      level.fromFirst ||= level.selects === 0;
      level.commas = true;
      expects = true;
    } else if (word === 'TABLE') {
      expects = takesTable(source, index + 1);
    } else if (word === 'SELECT') {
      level.commas = false;
      level.selects++;
      if (level.fromFirst && level.selects > 1) found.push(unseen(index));
    } else if (joins.has(word)) {
      level.commas = false;
      level.selects = 0;
    } else if (lists.has(word) && at(source, index + 1) === 'BY') level.commas = false;
    else if (word === 'VIEW' && at(source, index - 1) === 'LATERAL') level.commas = false;
    else if (word === 'WINDOW' && at(source, index + 2) === 'AS') level.commas = false;
  }
  return found;
}

function unseen(index: number): Relation {
  return { at: index, to: index + 1, parts: undefined };
}

/** The first word inside some brackets: `((a.b.c))` is a table, `((SELECT …))` a query. */
function firstInside(source: Source, bracket: number): string {
  let index = bracket;
  while (at(source, index) === '(') index++;
  return at(source, index);
}

function takesTable(source: Source, index: number): boolean {
  return (
    at(source, index) === '(' ||
    (nameEnd(source, index, source.tokens.length) > index && !notTables.has(at(source, index)))
  );
}

/** `a IS [NOT] DISTINCT FROM b`. */
function isDistinctFrom(source: Source, index: number): boolean {
  return stands(source, index - 2, 'IS', 'DISTINCT') || stands(source, index - 3, 'IS', 'NOT', 'DISTINCT');
}
