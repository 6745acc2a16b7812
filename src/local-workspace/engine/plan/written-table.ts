import type { Catalog } from '../catalog/catalog.ts';
import type { TableColumn, TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import { castSql } from '../dialect/analyze/cast.ts';
import type { Environment, Typed } from '../dialect/analyze/typed.ts';
import type { Expression, Name } from '../dialect/parse/ast.ts';
import { callOf } from '../dialect/parse/call-of.ts';
import { parseExpressionText } from '../dialect/parse/parse-statement.ts';
import type { Assignment } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import * as types from '../dialect/types.ts';
import { defaultSql, kept } from './table-rules.ts';
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

export function columnOf(entry: TableEntry, name: string, at: number): TableColumn {
  const column = entry.columns.find((own) => own.name.toLowerCase() === name.toLowerCase());
  if (column) return column;
  throw new SqlError(
    'UNRESOLVED_COLUMN.WITH_SUGGESTION',
    '42703',
    `A column with name \`${name}\` cannot be resolved. Did you mean one of the following? [${entry.columns.map((own) => `\`${own.name}\``).join(', ')}].`,
    at,
  );
}

const NOTHING = (at: number): Expression => ({ kind: 'literal', type: types.VOID, value: '', shown: 'NULL', at });

const isDefault = (value: Expression): boolean =>
  value.kind === 'column' && value.parts.length === 1 && value.parts[0]?.toUpperCase() === 'DEFAULT';

/** `DEFAULT` in the place of a value: what the table says of the column, or NULL. */
export function withDefault(
  value: Expression,
  column: TableColumn,
  entry: TableEntry,
  environment: Environment,
): Expression {
  if (value.kind === 'binary' && (isDefault(value.left) || isDefault(value.right)))
    throw new SqlError(
      'DEFAULT_PLACEMENT_INVALID',
      '42608',
      'A DEFAULT keyword in a MERGE, INSERT, UPDATE, or SET VARIABLE command could not be directly assigned to a target column because it was part of an expression.',
      value.at,
    );
  if (!isDefault(value)) return value;
  if (column.default === undefined) return NOTHING(value.at);
  // Throws where it may not be a default; where it stands more would be allowed.
  defaultSql(column.default, entry, environment);
  return parseExpressionText(column.default);
}

/** Columns that are filled, none of which numbers its rows by itself alone. */
export function refuseNumbers(columns: readonly TableColumn[], at: number): readonly TableColumn[] {
  const own = columns.find(({ identity }) => identity?.always);
  if (!own) return columns;
  throw new SqlError(
    'DELTA_IDENTITY_COLUMNS_EXPLICIT_INSERT_NOT_SUPPORTED',
    '42808',
    `Providing values for GENERATED ALWAYS AS IDENTITY column ${own.name} is not supported.`,
    at,
  );
}

/** The column that is written, and its whole new value: that of a field is the struct with the other fields as they were. */
export function assigned(
  { path, value, at }: Assignment,
  entry: TableEntry,
  alias: string | undefined,
  environment: Environment,
  inserts = false,
): { column: TableColumn; value: Expression; isField?: boolean } {
  const names = [alias ?? entry.name, entry.schema, entry.catalog].map((name) => name.toLowerCase());
  const known = (part: string | undefined): boolean => part?.toLowerCase() === names[0];
  const before = path.length > 1 && known(path[0]) ? 1 : path.findLastIndex((part) => known(part)) + 1;
  const [first = '', ...fields] = path.slice(path.length > 1 ? before : 0);
  const column = columnOf(entry, first, at);
  if (column.generated !== undefined) throw cannotCompute('an assignment to a generated column', at);
  if (column.identity && !inserts)
    throw new SqlError(
      'DELTA_IDENTITY_COLUMNS_UPDATE_NOT_SUPPORTED',
      '42808',
      `UPDATE on IDENTITY column ${column.name} is not supported.`,
      at,
    );
  refuseNumbers([column], at);
  if (fields.length === 0) return { column, value: withDefault(value, column, entry, environment) };
  if (fields.length > 1 || column.type.name !== 'STRUCT') throw cannotCompute(`an assignment to ${path.join('.')}`, at);
  const all = column.type.names ?? [];
  if (!all.some((own) => own.toLowerCase() === fields[0]?.toLowerCase()))
    throw new SqlError(
      'FIELD_NOT_FOUND',
      '42704',
      `No such struct field \`${fields[0]}\` in ${all.map((own) => `\`${own}\``).join(', ')}.`,
      at,
    );
  const args = all.flatMap((own): Expression[] => {
    const isNew = own.toLowerCase() === fields[0]?.toLowerCase();
    const old: Expression = { kind: 'column', parts: [...(alias === undefined ? [] : [alias]), column.name, own], at };
    return [{ kind: 'literal', type: types.STRING, value: own, shown: own, at }, isNew ? value : old];
  });
  return { column, value: callOf('named_struct', args, at), isField: true };
}

/** No column is written twice. */
export function refuseTwice(set: readonly { readonly column: string; readonly isField?: boolean }[], at: number): void {
  const columns = set.map(({ column }) => column);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice === undefined) return;
  if (set.some(({ column, isField }) => column === twice && isField))
    throw cannotCompute(`an assignment to several fields of \`${twice}\``, at);
  const sentence = `There is a conflict from these SET columns: \`${twice}\`.`;
  throw new SqlError('DELTA_CONFLICT_SET_COLUMN', '42701', sentence, at);
}

/** What a value out of a column's range is called, by what writes it. */
const OVERFLOWS = { insert: 'CAST_OVERFLOW_IN_TABLE_INSERT', change: 'DELTA_CAST_OVERFLOW_IN_TABLE_WRITE' };

/** A value as Delta stores it: cast, where there is a cast. A struct that changes a row is matched by its names. */
export function stored(
  value: Typed,
  column: TableColumn,
  entry: TableEntry,
  at: number,
  by: keyof typeof OVERFLOWS,
): string {
  const named = by === 'change' ? inOrder(value, column.type, column.name, at) : value;
  return kept(castSql(named, column.type, false, at, OVERFLOWS[by]), column, entry);
}

/** The fields of a struct in the order of the column's. */
export function inOrder(value: Typed, to: types.SqlType, column: string, at: number): Typed {
  const names = (value.type.names ?? []).map((name) => name.toLowerCase());
  const wanted = (to.names ?? []).map((name) => name.toLowerCase());
  if (value.type.name !== 'STRUCT' || names.join('\0') === wanted.join('\0')) return value;
  const places = wanted.map((name) => names.indexOf(name));
  if (names.length !== wanted.length || places.includes(-1))
    throw new SqlError(
      'DELTA_UPDATE_SCHEMA_MISMATCH_EXPRESSION',
      '42846',
      `Cannot cast "${types.typeText(value.type)}" to "${types.typeText(to)}". All nested columns of \`${column}\` must match.`,
      at,
    );
  const fields = places.map((place, index) => `f${index} := struct_extract(${value.sql}, 'f${place}')`);
  const parts = places.map((place) => value.type.parts?.[place] ?? types.VOID);
  return {
    ...value,
    sql: `CASE WHEN ${value.sql} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`,
    type: types.struct(to.names ?? [], parts),
  };
}
