import type { Session } from '../../catalog/resolve-name.ts';
import { cannotCompute, type SqlError } from '../sql-error.ts';
import type { Environment, Rules } from './typed.ts';

/**
 * How an expression is analysed that is kept with something else and runs for others than who wrote it. A subquery
 * would read with their rights, and a function of one's own would be another one in their session.
 */
export const keptRules = (rules: Rules, subquery: SqlError): Rules => ({
  ...rules,
  query: () => {
    throw subquery;
  },
});

/** A script's variables are gone when what is kept is read. */
export function withoutVariables({ variables: _, ...session }: Session): Session {
  return session;
}

export const keptEnvironment = (environment: Environment, where: string): Environment => ({
  ...environment,
  session: withoutVariables(environment.session),
  findRoutine: (name, within, reader) => {
    if (environment.findRoutine(name, within, reader))
      throw cannotCompute(`a function of one's own, ${name.parts.join('.')}(), in ${where}`);
    return undefined;
  },
});
