import { cannotCompute } from '../sql-error.ts';
import { DOUBLE } from '../types.ts';
import { count, type Rule } from './rule.ts';

/** What the engine computes anew for each row and wherever it stands; the comment tells it from a text of a statement. */
const MARK = '/* anew */';
const ANEW = `random(${MARK})`;

/** Whether engine SQL would not be the same value where it stands twice. */
export const isAnew = (sql: string): boolean => sql.includes(MARK) || sql.includes('uuid()');

/** Where a value would stand twice in engine SQL. */
export function refuseAnew(sql: string, what: string, at: number): void {
  if (isAnew(sql)) throw cannotCompute(`${what} of a random value`, at);
}

const random =
  (sql: string): Rule =>
  (given) => {
    // A seed gives the same numbers in Spark as long as rows are divided alike.
    if (given.args.length > 0) throw cannotCompute(`${given.name}() with a seed`, given.at);
    count(given, 0);
    return { sql, type: DOUBLE };
  };

/** Values that differ from run to run. */
export const RANDOM: Readonly<Record<string, Rule>> = {
  rand: random(ANEW),
  random: random(ANEW),
  randn: random(`(sqrt(-2 * ln(1 - ${ANEW})) * cos(2 * pi() * ${ANEW}))`),
};
