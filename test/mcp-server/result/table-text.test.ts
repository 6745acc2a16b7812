import { describe, expect, test } from 'vitest';
import type { Table } from '../../../src/mcp-server/result/table.ts';
import { tableText } from '../../../src/mcp-server/result/table-text.ts';
import { Random } from '../../sql-guard/random.ts';
import { makeTable } from './make-table.ts';
import { type ReadBack, readBack, type Shown } from './read-back.ts';

/** What may not reach a model or a terminal as it is: the raw characters, whatever the writer thinks of them. */
const raw =
  /(?![\n\t\r])\p{Cc}|\r(?!\n)|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\u{e0000}-\u{e007f}]|<\||<\/tool|\[INST\]/u;

const codePoints = (text: string) => [...text].length;
/** Counting 10 MB by an array takes a second. */
const leftOf = (whole: string, part: string) => codePoints(whole.slice(part.length));

function isShownOf(shown: Shown | undefined, whole: string | null): boolean {
  if (shown === undefined) return false;
  if (shown.kind === 'null') return whole === null;
  if (whole === null) return false;
  if (shown.left === 0) return shown.text === whole;
  return whole.startsWith(shown.text) && leftOf(whole, shown.text) === shown.left;
}

const isCut = (shown: Shown) => shown.kind === 'text' && shown.left > 0;

function ranges(told: string): Set<number> {
  const numbers = new Set<number>();
  for (const range of told.split(', ').filter((part) => part !== '' && part !== '…')) {
    const [first = 0, last = first] = range.split('-').map(Number);
    for (let at = first; at <= last; at += 1) numbers.add(at - 1);
  }
  return numbers;
}

/** All of them, or the first of them where the list says that it goes on. */
function expectPositions(told: string, columns: ReadonlySet<number>): void {
  const listed = ranges(told);
  for (const column of listed) expect(columns).toContain(column);
  if (!told.endsWith('…')) expect(listed.size).toBe(columns.size);
}

function expectCellsAreTrue(table: Table, read: ReadBack): void {
  const cut = { cells: 0, columns: new Set<number>(), heads: new Set<number>() };
  const seen = new Map<string, number>();
  for (const [column, head] of read.header.entries()) {
    const { name = '', type_text = '' } = table.columns[column] ?? {};
    seen.set(name, (seen.get(name) ?? 0) + 1);
    expect(isShownOf(head, `${name.replaceAll(':', '::')}:${type_text}`)).toBe(true);
    expect(head).toMatchObject({ kind: 'text', nth: seen.get(name) });
    if (isCut(head)) cut.heads.add(column);
  }
  for (const [at, record] of read.records.entries()) {
    if (record.length !== read.header.length) throw new Error(`row ${at} has ${record.length} fields`);
    for (const [column, shown] of record.entries()) {
      const whole = table.rows[at]?.[column] ?? null;
      if (!isShownOf(shown, whole)) throw new Error(`row ${at} column ${column} is not what it was`);
      if (!isCut(shown)) continue;
      cut.cells += 1;
      cut.columns.add(column);
      // A narrow cell never pays for a wide one.
      expect(whole?.length).toBeGreaterThan(7);
    }
  }
  expect(read.cells.cut).toBe(cut.cells);
  expectPositions(read.cells.columns, cut.columns);
  expectPositions(read.headsCut, cut.heads);
  expect(read.saysEscaped).toBe(read.hasEscapes);
  expect(read.saysRepeated).toBe([...read.header].some((head) => head.kind === 'text' && head.nth > 1));
}

function expectCountsAreTrue(table: Table, read: ReadBack, characters: number): void {
  const total = Math.max(table.rowCount ?? 0, table.rows.length);
  const isEmpty = table.columns.length === 0;
  expect(read.rows.total).toBe(total);
  expect(read.rows.more).toBe(table.cutBy !== undefined);
  if (!isEmpty) expect(read.records.length).toBe(read.rows.shown);
  expect(read.header.length).toBe(read.columns?.shown ?? table.columns.length);
  expect(read.columns?.total ?? table.columns.length).toBe(table.columns.length);
  const why = [
    ...(read.rows.shown < total ? [`cut at ${characters} characters`] : []),
    ...(table.cutBy === undefined ? [] : [`cut by ${table.cutBy}`]),
  ];
  expect(read.rows.why).toBe(why.join(', '));
  const isWhole = why.length === 0 && read.columns?.shown === read.columns?.total && read.cells.cut === 0;
  expect(read.ways !== '').toBe(!isWhole && (table.ways ?? []).length > 0);
  expect(read.ways.includes('row_limit')).toBe(table.cutBy === 'row_limit' && (table.ways ?? []).length === 3);
}

describe('whatever the rows', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %i: within budget, true, and read back', (seed) => {
    const random = new Random(seed);
    for (let round = 0; round < 6; round += 1) {
      const table = makeTable(random);
      const characters = random.pick([3_000, 5_000, 20_000, 60_000]);
      const text = tableText(table, { characters });
      expect(text.length).toBeLessThanOrEqual(characters);
      expect(raw.exec(text)).toBeNull();
      const read = readBack(text);
      expectCountsAreTrue(table, read, characters);
      expectCellsAreTrue(table, read);
    }
  });
});
