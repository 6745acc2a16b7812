import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type TableEntry } from '../catalog/entries.ts';
import { findTable, type Session } from '../catalog/resolve-name.ts';
import { withoutVariables } from '../dialect/analyze/kept.ts';
import { refuseShown } from '../dialect/analyze/query.ts';
import type { Query } from '../dialect/parse/ast.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { tableSecurable } from '../grants/securable.ts';
import { created } from './created.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { newTable, refuseDuplicates, room } from './new-table.ts';
import { nothingToDo, type Plan, readsOf } from './plan.ts';
import { viewProperties } from './table-properties.ts';
import type { Writer } from './writer.ts';
import { wantKind } from './written-table.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;
/** What a view is made of. */
type Made = { readonly query: Query; readonly definition: string; readonly at: number };
type Named = readonly { readonly name: string; readonly comment?: string }[];

/** The view with a query, which must be right; `named` are the names of its columns where the query's are not taken. */
function viewOf(entry: TableEntry, made: Made, named: Named, catalog: Catalog, session: Session, writer: Writer): Plan {
  const { definition, at } = made;
  if (definition.includes(':') && /:[A-Za-z_]/.test(definition))
    throw cannotCompute('a view with parameters or `:` in its text', at);
  const environment = newEnvironment(catalog, withoutVariables(session), writer.access);
  const query = RULES.query(made.query, environment, undefined, RULES);
  if (readsOf(environment).includes(fullName(entry)))
    throw new SqlError('RECURSIVE_VIEW', '42K0H', `Recursive view \`${entry.name}\` detected.`, at);
  if (named.length > 0 && named.length !== query.columns.length)
    throw new SqlError(
      'CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS',
      '21S01',
      'Cannot create view, the view columns and the data columns differ in number.',
      at,
    );
  const columns = query.columns.map((column, index) => ({ ...column, ...named[index] }));
  refuseDuplicates(columns, 'VIEW');
  refuseShown(columns);
  const { catalog: place, schema } = session;
  const names = query.columns.map(({ name }) => name);
  const view = { ...entry, columns, definition: { text: definition, catalog: place, schema, columns: names } };
  return created(view, [], environment, query);
}

export function planCreateView(node: Of<'create-view'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const entry = newTable(node.view, 'VIEW', catalog, session, writer);
  const place = room(entry, node, node.view, catalog, writer);
  if (!place) return nothingToDo;
  const view: TableEntry = {
    ...entry,
    ...place.made,
    ...viewProperties(node.properties, node.view.at),
    ...(node.comment !== undefined && { comment: node.comment }),
  };
  const plan = viewOf(view, { ...node, at: node.view.at }, node.columns, catalog, session, writer);
  // docs.databricks.com, CREATE VIEW: replacing a view does not preserve what was granted on it.
  const granted = catalog.grants.of(tableSecurable(view));
  if (plan.kind !== 'change' || granted.grants.length === 0) return plan;
  return { ...plan, changes: [...plan.changes, { kind: 'put-granted', granted: { ...granted, grants: [] } }] };
}

/** ALTER VIEW … AS: comment, properties and grants stay; the columns are the new query's. */
export function planAlterView(node: Of<'alter-view-as'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const { view: name } = node;
  const entry = findTable(catalog, name, session, writer.access);
  writer.wantOwn(tableSecurable(entry));
  wantKind(entry, 'VIEW', name.at);
  const { now: updatedAt, access } = writer;
  const view = { ...entry, updatedAt, updatedBy: access.caller.name };
  return viewOf(view, { ...node, at: name.at }, [], catalog, session, writer);
}
