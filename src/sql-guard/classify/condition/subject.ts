import { nameAt } from '../name-at.ts';
import { at, type Range, type Source, step } from '../source.ts';

/** Whose rows a condition picks. Names are lower-case and without quotes. */
export type Subject = {
  readonly source: Source;
  /** The table as it is named in the statement; empty where that is computed. */
  readonly table: readonly string[];
  /** Every way to write the table before a column: `c.s.t`, `s.t` and `t`, or its alias alone. */
  readonly own: readonly (readonly string[])[];
  /** Other tables in the condition: their columns are the same whichever row of the subject is looked at. */
  readonly others: ReadonlySet<string>;
  /** The END of each CASE expression. */
  readonly caseEnds: ReadonlyMap<number, number>;
  /** What has been found of subqueries, by where they begin: whether they look at the row. */
  readonly correlated: Map<number, boolean>;
};

type Names = {
  readonly target: Range;
  /** The place of its alias. */
  readonly alias?: number;
  /** More aliases of the same table. */
  readonly also?: readonly string[];
  readonly others?: readonly string[];
};

/** Catalogs with nested schemas have a few parts more than the three of Unity Catalog; no table has more than these. */
const mostParts = 8;

/** Whether a name has more parts than that of any table. Each way to write a table is looked for at each column. */
export function isTooLong(source: Source, { from, to }: Range): boolean {
  let points = 0;
  for (let index = from; index < to && points < mostParts; index = step(source, index))
    if (at(source, index) === '.') points++;
  return points >= mostParts;
}

/** The subject of a statement whose target is not too long. */
export function subjectOf(source: Source, names: Names, condition: Range): Subject {
  const { target, alias, also = [], others = [] } = names;
  const table: string[] = [];
  for (let index = target.from; index < target.to; index += 2) table.push(nameAt(source, index));
  if (at(source, target.from + 1) === '(') table.length = 0;
  const named = alias === undefined ? table.map((_part, first) => table.slice(first)) : [[nameAt(source, alias)]];
  const own = [...named, ...also.map((name) => [name])];
  return {
    source,
    table,
    own,
    others: new Set(others),
    caseEnds: caseEndsIn(source, condition),
    correlated: new Map(),
  };
}

/** How many tokens a qualifier of the subject takes that begins here, with the point behind it; 0 where none does. */
export function ownQualifier({ source, own }: Subject, index: number): number {
  if (at(source, index + 1) !== '.' || at(source, index - 1) === '.') return 0;
  for (const path of own) {
    const isPath = path.every(
      (part, order) => nameAt(source, index + 2 * order) === part && at(source, index + 2 * order + 1) === '.',
    );
    if (isPath) return path.length * 2;
  }
  return 0;
}

/** A CASE without WHEN, or that is never closed, is a column of that name. */
function caseEndsIn(source: Source, { from, to }: Range): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  const open: { readonly index: number; readonly outside: number; hasWhen: boolean }[] = [];
  let depth = 0;
  for (let index = from; index < to; index++) {
    const word = at(source, index);
    const isName = at(source, index - 1) === '.';
    if (word === '(' || word === '[') depth++;
    else if (word === ')' || word === ']') {
      depth--;
      while ((open.at(-1)?.outside ?? depth) > depth) open.pop();
    } else if (word === 'CASE' && !isName) open.push({ index, outside: depth, hasWhen: false });
    const last = open.at(-1);
    if (last === undefined || last.outside !== depth || isName) continue;
    if (word === 'WHEN') last.hasWhen = true;
    else if (word === 'END') {
      // A CASE inside that never had a WHEN is a column.
      while (open.length > 0 && open.at(-1)?.outside === depth && !open.at(-1)?.hasWhen) open.pop();
      const expression = open.at(-1)?.outside === depth ? open.pop() : undefined;
      if (expression !== undefined) ends.set(expression.index, index);
    }
  }
  return ends;
}
