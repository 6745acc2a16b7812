import type { Catalog } from '../catalog/catalog.ts';
import {
  dropTable,
  engineColumn,
  engineTable,
  fullName,
  type TableColumn,
  type TableEntry,
} from '../catalog/entries.ts';
import { findTable, type Session, tableNotFound, tablePlace, wantPlace } from '../catalog/resolve-name.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { targetScope } from '../dialect/analyze/relation.ts';
import { type Environment, nothingSeen, type Origin, type Typed } from '../dialect/analyze/typed.ts';
import type { Expression } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { typeText } from '../dialect/types.ts';
import { tableSecurable } from '../grants/securable.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { columnReads, nothingToDo, type Plan, readsOf } from './plan.ts';
import { settle } from './table-rules.ts';
import type { Writer } from './writer.ts';
import { assigned, columnOf, refuseTwice, stored, target } from './written-table.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function filter({ type, name, sql }: Typed, at: number): string {
  if (type.name === 'BOOLEAN') return sql;
  const sentence = `Cannot resolve "${name}" due to data type mismatch: Filter expression "${name}" of type "${typeText(type)}" is not a boolean.`;
  throw new SqlError('DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', '42K09', sentence, at);
}

function planRows(
  node: Of<'update'> | Of<'delete'>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): {
  entry: TableEntry;
  value: (expression: Expression, isCondition?: boolean) => Typed & { readonly origins: readonly Origin[] };
  where: string;
  environment: Environment;
} {
  const entry = target(node.table, catalog, session, writer);
  const environment = newEnvironment(catalog, session, writer.access);
  const scope = targetScope(node.table, node.alias, environment, 'own');
  const context = newContext(environment, scope, RULES);
  const value = (expression: Expression, isCondition = false) => {
    const seen = nothingSeen();
    const typed = RULES.expression(expression, { ...context, seen, isCondition });
    if (seen.aggregate || seen.window)
      throw new SqlError(
        'UNSUPPORTED_EXPR_FOR_OPERATOR',
        '42K0E',
        'A query operator contains one or more unsupported expressions: aggregate and window functions are not allowed here.',
        expression.at,
      );
    return { ...typed, origins: seen.origins };
  };
  const where = node.where ? ` WHERE ${filter(value(node.where, true), node.where.at)}` : '';
  return { entry, value, where, environment };
}

export function planUpdate(node: Of<'update'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const { entry, value, where, environment } = planRows(node, catalog, session, writer);
  const set = node.set.map((item) => {
    const { column, value: whole, isField = false } = assigned(item, entry, node.alias, environment);
    const typed = value(whole);
    const kept = environment.draws.once(stored(typed, column, entry, item.at, 'change'), 'SET', item.at);
    const sql = `${engineColumn(column.name)} = ${kept}`;
    return { sql, column: column.name, isField, origins: typed.origins };
  });
  refuseTwice(set, node.table.at);
  return {
    kind: 'change',
    steps: [
      `UPDATE ${engineTable(entry)} AS own SET ${set.map(({ sql }) => sql).join(', ')}${where}`,
      ...settle(entry, environment),
    ],
    counts: ['num_affected_rows'],
    countsAt: 0,
    computes: true,
    changes: [],
    target: entry,
    reads: readsOf(environment),
    columnReads: columnReads(
      set.map(({ column }) => column),
      set.map(({ origins }) => origins),
    ),
  };
}

export function planDelete(node: Of<'delete'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const { entry, where } = planRows(node, catalog, session, writer);
  return {
    kind: 'change',
    steps: [`DELETE FROM ${engineTable(entry)} AS own${where}`],
    counts: ['num_affected_rows'],
    computes: true,
    changes: [],
    target: entry,
    reads: [],
  };
}

export function planDrop(node: Of<'drop'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const place = tablePlace(node.name, session);
  wantPlace(catalog, place, writer.access);
  const entry = catalog.table(place.catalog, place.schema, place.name);
  if (!entry && node.ifExists) return nothingToDo;
  if (!entry) throw tableNotFound(node.name);
  writer.wantManage(tableSecurable(entry));
  if (entry.kind !== node.what)
    throw new SqlError(
      'WRONG_COMMAND_FOR_OBJECT_TYPE',
      '42809',
      `The operation DROP ${node.what} requires a ${node.what}. But ${fullName(entry)} is a ${entry.kind}.`,
      node.name.at,
    );
  const steps = entry.kind === 'TABLE' ? dropTable(entry) : [];
  return { kind: 'change', steps, counts: [], changes: [{ kind: 'drop-table', table: entry }], reads: [] };
}

function commented({ comment: _, ...bare }: TableColumn, comment: string | undefined): TableColumn {
  return { ...bare, ...(comment !== undefined && { comment }) };
}

export function planComment(
  node: Of<'comment-table'> | Of<'comment-column'>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const entry = findTable(catalog, node.table, session, writer.access);
  writer.wantModify(entry);
  if (entry.kind === 'VIEW' && node.kind === 'comment-column')
    throw cannotCompute('comments on columns of views', node.table.at);
  const { comment: _, ...bare } = entry;
  const changed =
    node.kind === 'comment-table'
      ? { ...bare, ...(node.comment !== undefined && { comment: node.comment }) }
      : {
          ...entry,
          columns: entry.columns.map((column) =>
            column === columnOf(entry, node.column, node.table.at) ? commented(column, node.comment) : column,
          ),
        };
  return {
    kind: 'change',
    steps: [],
    counts: [],
    changes: [
      { kind: 'put-table', table: { ...changed, updatedAt: writer.now, updatedBy: writer.access.caller.name } },
    ],
    reads: [],
  };
}
