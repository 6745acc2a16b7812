import { cannotCompute, SqlError } from '../sql-error.ts';
import type { AnalyzedQuery } from './typed.ts';

/**
 * Analyses what stands in a view or in a function. Errors there name what the caller may not see, and places in a text
 * that is not the caller's; so only who manages it is told more than the class.
 */
export function inDefinition<Result>(what: string, isManaged: boolean, analyse: () => Result): Result {
  try {
    return analyse();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    const { errorClass, sqlState, text } = error;
    if (isManaged) throw new SqlError(errorClass, sqlState, text);
    if (errorClass === 'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE')
      throw cannotCompute(`what stands in the ${what}, as its owner is told`);
    throw new SqlError(errorClass, sqlState, `The ${what} does not work as it is. Its owner is told why.`);
  }
}

/**
 * A view has the columns that it was made with, whatever `*` stands for by now: of those that share a name each the one
 * in its turn, as in Spark. Undefined where one is gone, or there are others of that name.
 */
export function onlyColumns(query: AnalyzedQuery, names: readonly string[]): AnalyzedQuery | undefined {
  const lower = names.map((name) => name.toLowerCase());
  const places = lower.map((name, index) => {
    const called = query.columns.flatMap((own, place) => (own.name.toLowerCase() === name ? [place] : []));
    const turn = lower.slice(0, index).filter((other) => other === name).length;
    return called.length === lower.filter((other) => other === name).length ? called[turn] : undefined;
  });
  if (places.length === query.columns.length && places.every((place, index) => place === index)) return query;
  const columns = places.flatMap((place) => query.columns[place ?? -1] ?? []);
  if (columns.length < names.length) return undefined;
  const list = places.map((place, index) => `c${place} AS c${index}`).join(', ');
  return { sql: `SELECT ${list} FROM (${query.sql})`, columns, origins: [] };
}
