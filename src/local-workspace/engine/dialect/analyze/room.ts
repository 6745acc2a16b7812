import { isCalendar, isOpaque, type SqlType } from '../types.ts';
import { isAnew } from './draws.ts';

/** Bytes that may be in every row of a chunk without anybody asking for room. */
export const WIDEST_PLAIN = 8192;
/** The same of an item of a list, of which a row has many. */
const SMALL_ITEM = 1024;
/** An item of a result, which JavaScript reads. */
const ITEM_BYTES = 64;
/** What is in lists within lists is counted so far down: the engine takes twice as long for each lambda in a lambda. */
const DEEPEST = 4;
/** So many items are made between two looks. */
const A_LOOK = 128;

/** A column, or a variable of a lambda: naming it twice costs nothing. */
const COLUMN = /^(\w+\.(\w+|"(?:[^"]|"")*")|l\d+_\d+)$/;
const REFERENCE = /\b[a-z]\w*\.["a-z]|\bl\d+_\d+\b/;
const LITERAL = /^'(?:[^']|'')*'$/;
const QUOTED = /'(?:[^']|'')*'/g;

const where = (value: string, width: string, small: number, room: string): string =>
  `CASE WHEN ${width} <= ${small} THEN ${value} WHEN ${room} THEN ${value} END`;
const named = (sql: string, small: number): string =>
  `list_transform([${sql}], lambda w: ${where('w', 'strlen(w)', small, 'spark_room(strlen(w), 0)')})[1]`;

const isSmall = (sql: string): boolean => sql.length < WIDEST_PLAIN && LITERAL.test(sql);
/** Whether a value is the same in every row. */
export const isFixed = (sql: string): boolean => !REFERENCE.test(sql.replace(QUOTED, '')) && !isAnew(sql);

/**
 * A text that becomes a part of a larger one; refused where a chunk of rows has too much of it. What is asked twice in
 * the same words is asked once: hence the number of the place.
 */
export function roomyText(sql: string, place: number): string {
  if (isSmall(sql)) return sql;
  const width = `strlen(${sql})`;
  if (isFixed(sql)) return where(sql, width, WIDEST_PLAIN, `spark_room_in_each_row(${width})`);
  return COLUMN.test(sql)
    ? where(sql, width, WIDEST_PLAIN, `spark_room(${width}, ${place})`)
    : named(sql, WIDEST_PLAIN);
}

/** What a lambda makes of each item; `index` counts the items. */
export function roomyItem(sql: string, type: SqlType, index: string): string {
  const item = type.name === 'STRING' && !isSmall(sql) ? named(sql, SMALL_ITEM) : sql;
  return `CASE WHEN CASE WHEN ${index} % ${A_LOOK} > 0 THEN true ELSE spark_room(${index}, 0) END THEN ${item} END`;
}

/** What a lambda makes of everything before, where one step takes long. */
export const roomyStep = (sql: string, index: string): string => `CASE WHEN spark_room(${index}, 0) THEN ${sql} END`;

/** Engine SQL for how many bytes a value takes; undefined where that is next to nothing. */
function widthOf(sql: string, type: SqlType, depth = 0): string | undefined {
  if (type.name === 'STRING' || (isOpaque(type) && !isCalendar(type))) return `coalesce(strlen(${sql}), 0)`;
  if (type.name === 'BINARY') return `coalesce(octet_length(${sql}), 0)`;
  if (type.name === 'STRUCT') return sum((type.parts ?? []).map((part, at) => widthOf(`${sql}.f${at}`, part, depth)));
  if (type.name !== 'ARRAY' && type.name !== 'MAP') return undefined;
  const item = `w${depth}`;
  const [list, parts] =
    type.name === 'ARRAY' ? [sql, [item]] : [`map_entries(${sql})`, [`${item}.key`, `${item}.value`]];
  const width = `len(${list}) * ${ITEM_BYTES}`;
  const each =
    depth < DEEPEST ? sum(parts.map((part, at) => widthOf(part, type.parts?.[at] ?? type, depth + 1))) : undefined;
  const known = where(list, width, WIDEST_PLAIN, `spark_room(${width}, 0)`);
  const all = each && `list_sum(list_transform(${known}, lambda ${item}: ${each}))`;
  return `coalesce(${width}${all === undefined ? '' : ` + ${all}`}, 0)`;
}
function sum(widths: readonly (string | undefined)[]): string | undefined {
  const known = widths.filter((width) => width !== undefined);
  return known.length === 0 ? undefined : known.join(' + ');
}

/** A query that is refused where its rows are too wide to be held a chunk at once. */
export function roomyRows(sql: string, types: readonly SqlType[]): string {
  const width = sum(types.map((type, at) => widthOf(`c${at}`, type)));
  if (width === undefined) return sql;
  const names = types.map((_, at) => `c${at}`);
  const [first = '', ...rest] = names;
  const widths = `SELECT *, CAST(${width} AS BIGINT) AS w FROM (${sql}) AS result(${names.join(', ')})`;
  const checked = where(first, 'w', WIDEST_PLAIN, 'spark_room(w, 0)');
  return `SELECT ${[`${checked} AS ${first}`, ...rest].join(', ')} FROM (${widths})`;
}
