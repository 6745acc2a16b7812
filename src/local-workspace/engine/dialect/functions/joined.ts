import { isFixed, roomyText, WIDEST_PLAIN } from '../analyze/room.ts';
import { type Given, text } from './rule.ts';

/** Engine SQL, and how much of an unknown text its value is as wide as. */
type Part = { readonly sql: string; readonly weight: number };

/** So many texts may be put together, each with all before it, until somebody asks how wide they have become. */
const MOST_WEIGHT = 4;
/** The engine's time for `a || b || c || …` grows by the cube of its length. */
const LONGEST_CHAIN = 16;
/** Of a number or a date, written out. */
const OF_NUMBER = 64 / WIDEST_PLAIN;

const sum = (parts: readonly Part[]): number => parts.reduce((all, { weight }) => all + weight, 0);
const chain = (parts: readonly Part[]): string => parts.map(({ sql }) => sql).join(' || ');

/** Neighbours, as long as `fits` says so of them and the next. */
function grouped(parts: readonly Part[], fits: (group: readonly Part[], next: Part) => boolean): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    if (group && fits(group, part)) group.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Groups, then groups of groups, until one is left: `whole` makes a part of a group. */
function tree(parts: readonly Part[], most: number, whole: (group: readonly Part[]) => Part): string {
  const groups = grouped(parts, (group, next) => group.length < LONGEST_CHAIN && sum(group) + next.weight <= most);
  if (groups.length <= 1) return chain(parts);
  return tree(
    groups.map((group) => (group.length === 1 ? { sql: chain(group), weight: sum(group) } : whole(group))),
    most,
    whole,
  );
}
const plain = (group: readonly Part[]): Part => ({ sql: `(${chain(group)})`, weight: sum(group) });

/** A part that asks for room where it may be wide. */
function withRoom({ sql, weight }: Part): Part {
  return weight > 1 ? { sql: roomyText(sql, 1), weight: 1 } : { sql, weight };
}

/**
 * Texts, one behind the other. What is put together already has room, and numbers and dates need none. The engine keeps
 * every `a || b` of `a || b || c` until it is done with the chunk. What is the same for every row
 * is one part, for whoever asks repeats it.
 */
export function joinedTexts(given: Given): string {
  const parts = given.args.map(({ type, name, isNamed, literal }, index) => {
    const sql = text(given, index);
    if (type.name !== 'STRING') return { sql, weight: OF_NUMBER };
    const hasRoom = name.startsWith('concat(') && !isNamed;
    const weight = literal === undefined ? 1 : Math.min(1, sql.length / WIDEST_PLAIN);
    return { sql: hasRoom ? sql : roomyText(sql, index + 1), weight };
  });
  const runs = grouped(parts, ([first], next) => first !== undefined && isFixed(first.sql) && isFixed(next.sql));
  const roomy = runs.map((run) => {
    const weight = sum(run);
    return run.length === 1 ? { sql: chain(run), weight } : withRoom({ sql: `(${joinedPlain(run)})`, weight });
  });
  return `(${tree(roomy, MOST_WEIGHT, (group) => withRoom(plain(group)))})`;
}

const joinedPlain = (parts: readonly Part[]): string => tree(parts, Number.POSITIVE_INFINITY, plain);

/** Binary values, one behind the other. */
export const joinedBytes = ({ args }: Given): string => `(${joinedPlain(args.map(({ sql }) => ({ sql, weight: 0 })))})`;
