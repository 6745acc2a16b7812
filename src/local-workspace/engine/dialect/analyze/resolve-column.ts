import { cannotCompute, SqlError } from '../sql-error.ts';
import type { Context, Scope, ScopeColumn, Source, Typed } from './typed.ts';

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

function unresolved(scope: Scope, parts: readonly string[], at: number): SqlError {
  const near = scope.visible.slice(0, 5).map((column) => `\`${column.name}\``);
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

/** The column that a name stands for: of this query, of its select list where the clause allows, or of an outer query. */
export function resolveColumn(parts: readonly string[], at: number, context: Context): Typed {
  const written = parts.at(-1) ?? '';
  const output = parts.length === 1 ? context.outputs.get(written.toLowerCase()) : undefined;
  const isAmbiguous = output !== undefined && context.ambiguous?.has(written.toLowerCase()) === true;
  if (isAmbiguous && context.outputsFirst && !context.insideAggregate)
    throw ambiguous(parts, [`\`${written}\``, `\`${written}\``], at);
  if (output && context.outputsFirst && !context.insideAggregate) {
    context.seen.origins.push(...(output.origins ?? []));
    return { ...output, name: written };
  }
  for (let scope: Scope | undefined = context.scope; scope; scope = scope.outer) {
    const found = candidates(scope, parts);
    if (found.length > 1) {
      const names = found.map((column) => `\`${column.name}\``);
      throw ambiguous(parts, names, at);
    }
    const [column] = found;
    if (column) {
      if (scope !== context.scope && context.insideAggregate)
        throw cannotCompute('an outer column inside an aggregate', at);
      if (scope === context.scope && !context.insideAggregate) context.seen.bareColumn = true;
      context.seen.origins.push(...column.origins);
      return { sql: column.sql, type: column.type, name: written };
    }
    if (isAmbiguous && scope === context.scope && !context.outputsFirst)
      throw new SqlError(
        'AMBIGUOUS_LATERAL_COLUMN_ALIAS',
        '42702',
        `Lateral column alias ${shown(parts)} is ambiguous and has more than one match.`,
        at,
      );
    if (output && scope === context.scope) {
      context.seen.origins.push(...(output.origins ?? []));
      return { ...output, name: written };
    }
    // A field of a struct column would look like this too; structs are refused elsewhere.
  }
  throw unresolved(context.scope, parts, at);
}
