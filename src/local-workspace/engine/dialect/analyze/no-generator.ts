import { AGGREGATE_FUNCTIONS, FUNCTIONS, WINDOW_FUNCTIONS } from '../functions/catalogue.ts';
import { SqlError } from '../sql-error.ts';

const isScalar = (name: string): boolean =>
  FUNCTIONS.has(name) || AGGREGATE_FUNCTIONS.has(name) || WINDOW_FUNCTIONS.has(name);

/** What stands in LATERAL VIEW and makes no rows. */
export function notGenerator(name: string, at: number): SqlError {
  return isScalar(name)
    ? new SqlError(
        'UNSUPPORTED_GENERATOR.NOT_GENERATOR',
        '42K0E',
        `The generator is not supported: \`${name}\` is expected to be a generator.`,
        at,
      )
    : new SqlError('ROUTINE_NOT_FOUND', '42883', `The routine \`${name}\` cannot be found.`, at);
}

/** What stands in FROM and makes no rows. */
export function tableFunctionNotFound(name: string, at: number): SqlError {
  if (isScalar(name)) {
    const text = `${name} appears as a table function here, but the function was defined as a scalar function. Please update the query to move the function call outside the FROM clause.`;
    return new SqlError('NOT_A_TABLE_FUNCTION', '42887', text, at);
  }
  const sentence = `Could not resolve \`${name}\` to a table-valued function. Please make sure that \`${name}\` is defined as a table-valued function and that all required parameters are provided correctly.`;
  return new SqlError('UNRESOLVABLE_TABLE_VALUED_FUNCTION', '42883', sentence, at);
}
