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
import { castSql } from '../dialect/analyze/cast.ts';
import { isGenerator } from '../dialect/analyze/generators.ts';
import { withoutVariables } from '../dialect/analyze/kept.ts';
import { newContext } from '../dialect/analyze/new-context.ts';
import { defaultOf, tooComplex } from '../dialect/analyze/routine-arguments.ts';
import type { Environment } from '../dialect/analyze/typed.ts';
import { AGGREGATE_FUNCTIONS, FUNCTIONS } from '../dialect/functions/catalogue.ts';
import type { Expression, Query } from '../dialect/parse/ast.ts';
import { parseDefinition, parseExpressionText } from '../dialect/parse/parse-statement.ts';
import type { Statement } from '../dialect/parse/statement.ts';
import { cannotCompute, SqlError } from '../dialect/sql-error.ts';
import { type Column, engineType, typeText } from '../dialect/types.ts';
import { routineSecurable } from '../grants/securable.ts';
import { newEnvironment, RULES } from './new-environment.ts';
import { nothingToDo, type Plan } from './plan.ts';
import type { Writer } from './writer.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

const wrong = (kind: string, text: string, at: number): SqlError =>
  new SqlError(`USER_DEFINED_FUNCTIONS.${kind}`, '42601', text, at);

/** Columns of `RETURNS TABLE` without a list: each has a name that somebody gave it, and no other has it. */
function checkColumns(columns: readonly Column[], unnamed: readonly Expression[], name: string, at: number): void {
  if (unnamed.length > 0)
    throw wrong(
      'SQL_TABLE_UDF_MISSING_COLUMN_NAMES',
      `The relation returned by the query in the CREATE FUNCTION statement for \`${name}\` lacks explicit names for one or more output columns; please rewrite the function body to provide explicit column names.`,
      at,
    );
  const names = columns.map((column) => column.name.toLowerCase());
  const twice = names.find((own, index) => names.indexOf(own) !== index);
  if (twice === undefined) return;
  const sentence = `Found duplicate column(s) in the RETURNS clause column list of the user-defined routine \`${name}\`: \`${twice}\`.`;
  throw new SqlError('DUPLICATE_ROUTINE_RETURNS_COLUMNS', '42711', sentence, at);
}

/** What the select list computes and gives no name. */
function unnamed({ body }: Query): readonly Expression[] {
  if (body.kind === 'nested') return unnamed(body.query);
  if (body.kind !== 'select') return [];
  const loose = body.items.flatMap((item) =>
    item.kind === 'value' && item.alias === undefined ? [item.expression] : [],
  );
  return loose.filter(({ kind }) => !['column', 'field', 'alias'].includes(kind));
}

/** The columns of the rows that the body gives. */
function checkRows(node: Of<'create-function'>, environment: Environment): readonly Column[] {
  const { at } = node.name;
  const name = node.name.parts.at(-1) ?? '';
  const body = parseDefinition(node.text);
  const query = RULES.query(body, environment, undefined, RULES);
  if (!node.columns) {
    checkColumns(query.columns, unnamed(body), name, at);
    return query.columns;
  }
  checkColumns(node.columns, [], name, at);
  if (node.columns.length !== query.columns.length)
    throw wrong(
      'RETURN_COLUMN_COUNT_MISMATCH',
      `The number of columns produced by the RETURN clause (num: ${query.columns.length}) does not match the number of column names specified by the RETURNS clause (num: ${node.columns.length}) of ${name}.`,
      at,
    );
  return node.columns;
}

/** What the body gives, where its parameters are of their types and nothing is known of their values. */
function check(node: Of<'create-function'>, around: Environment): Pick<RoutineEntry, 'type' | 'columns'> {
  for (const parameter of node.parameters) if (parameter.default !== undefined) defaultOf(parameter, around, RULES);
  const columns = node.parameters.map(({ name, type }) => ({
    name,
    type,
    sql: `CAST(NULL AS ${engineType(type)})`,
    origins: [],
  }));
  const qualifier = [tablePlace(node.name, around.session).name];
  const outer = new Set(node.isTable ? [] : columns.map(({ name }) => name));
  const scope = { sources: [{ qualifier, columns }], visible: columns };
  const environment = { ...around, parameters: { scope, outer, lambdas: 0 } };
  if (node.isTable) return { columns: checkRows(node, environment) };
  const expression = parseExpressionText(node.text);
  if (expression.kind === 'call' && isGenerator(expression.name)) throw tooComplex(node.text, node.name.at);
  const context = newContext(environment, { sources: [], visible: [], isBody: true }, RULES);
  const body = RULES.expression(expression, context);
  if (context.seen.aggregate || context.seen.window) throw tooComplex(node.text, node.name.at);
  if (node.type) castSql(body, node.type, false, node.name.at);
  return { type: node.type ?? body.type };
}

/** What may not change where a function is replaced: how many parameters it has, and their types. */
const signature = ({ parameters }: Pick<RoutineEntry, 'parameters'>): string =>
  parameters.map(({ type }) => typeText(type)).join(', ');

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
  if (there && signature(there) !== signature(node))
    throw cannotCompute('CREATE OR REPLACE FUNCTION with parameters of other types: drop it first', node.name.at);
  const environment = newEnvironment(catalog, withoutVariables(session), writer.access);
  const findRoutine: Environment['findRoutine'] = (name, within, reader) => {
    const found = environment.findRoutine(name, within, reader);
    if (found && fullName(found) === full)
      throw new SqlError(
        'CYCLIC_FUNCTION_REFERENCE',
        '42887',
        `Cyclic function reference detected: \`${full}\`.`,
        node.name.at,
      );
    return found;
  };
  const returned = check(node, { ...environment, findRoutine });
  const made = there ?? { createdAt: writer.now, createdBy: writer.access.caller.name };
  const routine: RoutineEntry = {
    ...place,
    parameters: node.parameters,
    text: node.text,
    place: { catalog: session.catalog, schema: session.schema },
    createdAt: made.createdAt,
    ...(made.createdBy !== undefined && { createdBy: made.createdBy }),
    ...returned,
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
