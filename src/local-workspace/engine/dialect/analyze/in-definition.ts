import { cannotCompute, SqlError } from '../sql-error.ts';

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
