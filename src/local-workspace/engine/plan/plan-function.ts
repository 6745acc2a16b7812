import type { Catalog } from '../catalog/catalog.ts';
import { fullName, type RoutineEntry } from '../catalog/entries.ts';
import {
  catalogNotFound,
  routineNotFound,
  type Session,
  schemaNotFound,
  tablePlace,
  wantPlace,
} from '../catalog/resolve-name.ts';
import { withoutVariables } from '../dialect/analyze/kept.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { defaultOf } from '../dialect/analyze/routine.ts';
import type { Environment, Scope, Typed } from '../dialect/analyze/typed.ts';
import { AGGREGATE_FUNCTIONS, FUNCTIONS } from '../dialect/functions/catalogue.ts';
import { castable } from '../dialect/functions/signature.ts';
import { parseDefinition, parseExpressionText } from '../dialect/parse/parse-statement.ts';
import type { NewParameter, Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, engineType, type SqlType, typeText } from '../dialect/types.ts';
import { routineSecurable } from '../grants/securable.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { nothingToDo, type Plan } from './plan.ts';
import type { Writer } from './writer.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function wantCastable(value: Typed, type: SqlType, at?: number): void {
  if (castable(value.type, type)) return;
  throw new SqlError(
    'DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION',
    '42K09',
    `Cannot resolve "${value.name}" due to data type mismatch: cannot cast "${typeText(value.type)}" to "${typeText(type)}".`,
    at,
  );
}

function checkDefault(parameter: NewParameter, environment: Environment): void {
  wantCastable(defaultOf(parameter, environment, RULES), parameter.type);
}

/** What the body gives, where its parameters are of their types and nothing is known of their values. */
function check(node: Of<'create-function'>, full: string, environment: Environment): readonly Column[] | undefined {
  for (const parameter of node.parameters) if (parameter.default !== undefined) checkDefault(parameter, environment);
  const columns = node.parameters.map(({ name, type }) => ({
    name,
    type,
    sql: `CAST(NULL AS ${engineType(type)})`,
    origins: [],
  }));
  const scope: Scope = { sources: [{ qualifier: [full.split('.').at(-1) ?? ''], columns }], visible: columns };
  if (node.isTable) {
    const query = RULES.query(parseDefinition(node.text), environment, scope, RULES);
    if (node.columns && node.columns.length !== query.columns.length)
      throw new SqlError(
        'USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH',
        '42601',
        `The number of columns produced by the RETURN clause (num: ${query.columns.length}) does not match the number of column names specified by the RETURNS clause (num: ${node.columns.length}) of ${full}.`,
        node.name.at,
      );
    return node.columns ?? query.columns;
  }
  const context = newContext(environment, scope, RULES);
  const body = RULES.expression(parseExpressionText(node.text), context);
  if (context.seen.aggregate || context.seen.window)
    throw new SqlError(
      'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS',
      '42601',
      `SQL scalar function cannot contain aggregate/window/generate functions: ${node.text.slice(0, 100)}`,
      node.name.at,
    );
  if (node.type) wantCastable(body, node.type, node.name.at);
  return undefined;
}

export function planCreateFunction(
  node: Of<'create-function'>,
  catalog: Catalog,
  session: Session,
  writer: Writer,
): Plan {
  const place = tablePlace(node.name, session);
  if (!catalog.catalog(place.catalog)) throw catalogNotFound(place.catalog, node.name.at);
  writer.access.wantUse(place.catalog);
  if (!catalog.schema(place.catalog, place.schema)) throw schemaNotFound(place.catalog, place.schema, node.name.at);
  writer.wantCreateFunction(place.catalog, place.schema);
  const full = fullName(place);
  if (!/^[a-z0-9_]+$/.test(place.name) || FUNCTIONS.has(place.name) || AGGREGATE_FUNCTIONS.has(place.name))
    throw cannotCompute(`a function with the name \`${place.name}\``, node.name.at);
  const there = catalog.routine(place.catalog, place.schema, place.name);
  if (there && node.ifNotExists) return nothingToDo;
  if (there && !node.orReplace)
    throw new SqlError(
      'ROUTINE_ALREADY_EXISTS',
      '42723',
      `Cannot create the routine \`${full}\` because a routine of that name already exists.`,
      node.name.at,
    );
  if (there) writer.wantOwn(routineSecurable(there));
  const environment = newEnvironment(catalog, withoutVariables(session), writer.access);
  const findRoutine: Environment['findRoutine'] = (name, within, reader) => {
    const found = environment.findRoutine(name, within, reader);
    if (found && fullName(found) === full) throw routineNotFound(name, within);
    return found;
  };
  const columns = check(node, full, { ...environment, findRoutine });
  const made = there ?? { createdAt: writer.now, createdBy: writer.access.caller.name };
  const routine: RoutineEntry = {
    ...place,
    parameters: node.parameters,
    text: node.text,
    place: { catalog: session.catalog, schema: session.schema },
    createdAt: made.createdAt,
    ...(made.createdBy !== undefined && { createdBy: made.createdBy }),
    ...(node.type && { type: node.type }),
    ...(columns && { columns }),
    ...(node.comment !== undefined && { comment: node.comment }),
  };
  return { kind: 'change', steps: [], counts: [], changes: [{ kind: 'put-routine', routine }], reads: [] };
}

export function planDropFunction(node: Of<'drop-function'>, catalog: Catalog, session: Session, writer: Writer): Plan {
  const place = tablePlace(node.name, session);
  wantPlace(catalog, place, writer.access);
  const routine = catalog.routine(place.catalog, place.schema, place.name);
  if (!routine && node.ifExists) return nothingToDo;
  if (!routine) throw routineNotFound(node.name, session);
  writer.wantManage(routineSecurable(routine));
  return { kind: 'change', steps: [], counts: [], changes: [{ kind: 'drop-routine', routine }], reads: [] };
}
