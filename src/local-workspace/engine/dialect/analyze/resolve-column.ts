import { cannotCompute, SqlError } from '../sql-error.ts';
import { field } from './parts.ts';
import type { Context, Scope, ScopeColumn, Source, Typed } from './typed.ts';

/** Catalog, schema, table and column. */
const LONGEST_NAME = 4;

const shown = (parts: readonly string[]): string => parts.map((part) => `\`${part}\``).join('.');

/** Whether `parts` (lower case) name this source: `t`, `s.t` or `c.s.t`, from the right. */
export function isNamed(source: Source, parts: readonly string[]): boolean {
  const tail = source.qualifier.slice(-parts.length);
  return parts.length <= source.qualifier.length && parts.every((part, index) => part === tail[index]);
}

function candidates(scope: Scope, parts: readonly string[]): ScopeColumn[] {
  const wanted = parts.map((part) => part.toLowerCase());
  const name = wanted.at(-1);
  const qualifier = wanted.slice(0, -1);
  const among =
    qualifier.length === 0
      ? scope.visible
      : scope.sources.filter((source) => isNamed(source, qualifier)).flatMap((source) => source.columns);
  return among.filter((column) => column.name.toLowerCase() === name);
}

export function unresolved(visible: readonly ScopeColumn[], parts: readonly string[], at: number): SqlError {
  const near = visible.slice(0, 5).map((column) => `\`${column.name}\``);
  const sentence = `A column, variable, or function parameter with name ${shown(parts)} cannot be resolved.`;
  return near.length === 0
    ? new SqlError('UNRESOLVED_COLUMN.WITHOUT_SUGGESTION', '42703', sentence, at)
    : new SqlError(
        'UNRESOLVED_COLUMN.WITH_SUGGESTION',
        '42703',
        `${sentence} Did you mean one of the following? [${near.join(', ')}].`,
        at,
      );
}

function ambiguous(parts: readonly string[], names: readonly string[], at: number): SqlError {
  const sentence = `Reference ${shown(parts)} is ambiguous, could be: [${names.join(', ')}].`;
  return new SqlError('AMBIGUOUS_REFERENCE', '42704', sentence, at);
}

/** The fields of a struct that follow the name of a column. */
function withFields(column: ScopeColumn, name: string, rest: readonly string[], at: number): Typed {
  const first: Typed = { sql: column.sql, type: column.type, name, isNamed: true };
  return rest.reduce((value, part) => {
    const typed = field(value, part, at);
    return { ...typed, name: typed.fieldName ?? typed.name, isNamed: typed.fieldName !== undefined };
  }, first);
}

/** Of ORDER BY max(a) beside `max(a) AS a`. */
function hiddenByAlias(name: string, at: number): SqlError {
  const sentence = `Resolved attribute(s) "${name}" missing in ORDER BY. Attribute(s) with the same name appear in the operation: "${name}". Please check if the right attribute(s) are used.`;
  return new SqlError('MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION', 'XX000', sentence, at);
}

type Found = { readonly column: ScopeColumn; readonly rest: readonly string[] };

/** As many parts as there can be name the column; what is left are fields. */
function lookUp(scope: Scope, parts: readonly string[], at: number): Found | undefined {
  for (let length = Math.min(parts.length, LONGEST_NAME); length > 0; length -= 1) {
    const found = candidates(scope, parts.slice(0, length));
    const [column] = found;
    if (found.length > 1 && new Set(found).size > 1)
      throw ambiguous(
        parts.slice(0, length),
        found.map((each) => `\`${each.name}\``),
        at,
      );
    if (column) return { column, rest: parts.slice(length) };
  }
  return undefined;
}

/** What is given for a parameter of the function whose body this is. */
function ofParameter(parts: readonly string[], at: number, own: Scope, context: Context): Typed | undefined {
  const { parameters } = context.environment;
  const found = parameters && lookUp(parameters.scope, parts, at);
  if (!found) return undefined;
  const { column, rest } = found;
  context.seen.parameter = true;
  if (parameters.outer.has(column.name) && own.isBody !== true) {
    if (context.insideAggregate) throw cannotCompute('an outer column inside an aggregate', at);
    context.seen.outer = true;
  }
  context.seen.origins.push(...column.origins);
  return withFields(column, rest.length === 0 ? (parts.at(-1) ?? '') : column.name, rest, at);
}

/** The column that a name stands for: of a lambda, of this query, of its select list where the clause allows, of an outer query, or of a function. */
export function resolveColumn(parts: readonly string[], at: number, context: Context): Typed {
  const written = parts.at(-1) ?? '';
  const [first = ''] = parts;
  let own: Scope = context.scope;
  for (; own.isLambda && own.outer; own = own.outer) {
    const found = lookUp(own, parts, at);
    if (found) return withFields(found.column, found.column.name, found.rest, at);
  }
  const output = context.outputs.get(first.toLowerCase());
  const isAmbiguous =
    output !== undefined && parts.length === 1 && context.ambiguous?.has(written.toLowerCase()) === true;
  const asOutput = (): Typed | undefined => {
    if (!output || (parts.length > 1 && output.type.name !== 'STRUCT')) return undefined;
    context.seen.origins.push(...(output.origins ?? []));
    if (context.isWindowed && !context.outputsFirst)
      throw new SqlError(
        'UNSUPPORTED_FEATURE.LATERAL_COLUMN_ALIAS_IN_WINDOW',
        '0A000',
        `The feature is not supported: Referencing a lateral column alias ${shown(parts)} in a window function.`,
        at,
      );
    if (parts.length === 1) return { ...output, name: written, isNamed: true };
    return withFields({ ...output, origins: [] }, first, parts.slice(1), at);
  };
  // A name of several items of the select list means what is below it; where nothing is, HAVING and QUALIFY say so.
  const key = context.keys && lookUp(own, parts, at)?.column;
  const isKey = key !== undefined && context.keys?.includes(key.sql) === true;
  if (context.outputsFirst && !context.insideAggregate && !isAmbiguous && !isKey) {
    const value = asOutput();
    if (value) return value;
  }
  // Further out than the query around this one Spark does not look.
  for (const scope of own.outer ? [own, own.outer] : [own]) {
    const found = lookUp(scope, parts, at);
    if (found) {
      const { column, rest } = found;
      if (scope !== own && context.scope.isLambda)
        throw cannotCompute('a column of the query around this one in a lambda', at);
      scope.met?.push(column);
      if (scope === own && context.insideAggregate && parts.length === 1 && context.hiding?.has(written.toLowerCase()))
        throw hiddenByAlias(written, at);
      if (scope !== own && !scope.isLambda && context.insideAggregate)
        throw cannotCompute('an outer column inside an aggregate', at);
      if (scope === own && !context.insideAggregate) {
        // In HAVING there are columns that the keys are made of, and no others.
        if (context.keys?.every((each) => !each.includes(column.sql))) throw unresolved(own.visible, parts, at);
        context.seen.bareColumn = true;
      }
      if (scope !== own) context.seen.outer = true;
      context.seen.origins.push(...column.origins);
      const name = rest.length === 0 ? written : column.name;
      return withFields(column, name, rest, at);
    }
    if (isAmbiguous && scope === own && !context.outputsFirst)
      throw new SqlError(
        'AMBIGUOUS_LATERAL_COLUMN_ALIAS',
        '42702',
        `Lateral column alias ${shown(parts)} is ambiguous and has more than one match.`,
        at,
      );
    const value = scope === own && !isAmbiguous ? asOutput() : undefined;
    if (value) return value;
  }
  const parameter = ofParameter(parts, at, own, context);
  if (parameter) return parameter;
  const window = /^(session_)?window$/i.test(first) ? context.timeWindow?.named(first.toLowerCase()) : undefined;
  if (window) {
    if (!context.insideAggregate) context.seen.bareColumn = true;
    return withFields({ ...window, origins: [] }, window.name, parts.slice(1), at);
  }
  const variable = context.environment.session.variables?.(parts);
  if (variable) {
    const named = parts.at(-1 - variable.rest.length) ?? '';
    return withFields({ ...variable, name: named, origins: [] }, named, variable.rest, at);
  }
  if (isAmbiguous && !context.isSort) throw ambiguous(parts, [`\`${written}\``, `\`${written}\``], at);
  throw unresolved([...own.visible, ...(context.environment.parameters?.scope.visible ?? [])], parts, at);
}
