import { columnAt } from './column.ts';
import { cell, markdownTable } from './markdown.ts';
import type { Phrases } from './phrases-en.ts';
import type { ToolResult } from './tool-result.ts';

const namedFares = 3;

/** The first row is the highest: the guide's own query sorts. */
export function tellFares({ table, rows }: ToolResult, about: string, phrases: Phrases): string | undefined {
  if (table === undefined) return undefined;
  const [zip, fare, trips] = [columnAt(table, 'pickup_zip'), columnAt(table, 'average_fare'), columnAt(table, 'trips')];
  if (zip === undefined || fare === undefined) return undefined;
  const [first, ...others] = table.rows.slice(0, namedFares);
  if (first === undefined) return phrases.noRows;
  const at = (row: typeof first, position: number) => cell(row[position] ?? null);
  const highest = phrases.highestFare(
    about,
    at(first, fare),
    at(first, zip),
    trips === undefined ? undefined : at(first, trips),
  );
  const next = others.map((row) => ({ fare: at(row, fare), zip: at(row, zip) }));
  const sentence = `${highest}${next.length === 0 ? '' : phrases.nextFares(next)}${phrases.stop}`;
  const count =
    rows === undefined ? '' : `${phrases.space}${rows.more ? phrases.moreRows(rows.count) : phrases.rows(rows.count)}`;
  return `${sentence}${count}\n\n${markdownTable(table, phrases)}`;
}
