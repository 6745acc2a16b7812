import type { Catalog } from '../catalog/catalog.ts';
import type { TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import type { Typed } from '../dialect/analyze/typed.ts';
import { castable } from '../dialect/functions/signature.ts';
import type { Name } from '../dialect/parse/ast.ts';
import { SqlError } from '../dialect/sql-error.ts';
import { type Column, typeText } from '../dialect/types.ts';
import type { Writer } from './writer.ts';

/** The table that a statement writes, where the caller may. */
export function target(name: Name, catalog: Catalog, session: Session, writer: Writer): TableEntry {
  const entry = findTable(catalog, name, session, writer.access);
  writer.wantModify(entry);
  wantKind(entry, 'TABLE', name.at);
  return entry;
}

/** Throws where a table was expected and there is a view, or the other way round. */
export function wantKind(entry: TableEntry, kind: TableEntry['kind'], at: number): void {
  if (entry.kind === kind) return;
  const [expected, is] = kind === 'TABLE' ? ['TABLE', 'VIEW'] : ['VIEW', 'TABLE'];
  const sentence = `'${entry.name}' expects a ${expected.toLowerCase()} but is a ${is.toLowerCase()}.`;
  throw new SqlError(`EXPECT_${expected}_NOT_${is}.NO_ALTERNATIVE`, '42809', sentence, at);
}

export function columnOf(entry: TableEntry, name: string, at: number): Column {
  const column = entry.columns.find((own) => own.name.toLowerCase() === name.toLowerCase());
  if (column) return column;
  throw new SqlError(
    'UNRESOLVED_COLUMN.WITH_SUGGESTION',
    '42703',
    `A column with name \`${name}\` cannot be resolved. Did you mean one of the following? [${entry.columns.map((own) => `\`${own.name}\``).join(', ')}].`,
    at,
  );
}

/** Spark's ANSI store assignment: numbers among numbers, dates and timestamps, anything to STRING; no more. */
export function stored(value: Typed, column: Column, at: number): string {
  const [from, to] = [value.type, column.type];
  // A text is no number by itself here, as it is as an argument.
  const allowed =
    from.name === 'STRING'
      ? to.name === 'STRING'
      : castable(from, to) && !(from.name === 'INTERVAL' && to.name !== 'INTERVAL');
  if (allowed) return castSql(value, to);
  const sentence = `Cannot write incompatible data for the table: Cannot safely cast \`${column.name}\` "${typeText(from)}" to "${typeText(to)}".`;
  throw new SqlError('INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST', 'KD000', sentence, at);
}
