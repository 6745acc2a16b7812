import { cannotCompute } from '../sql-error.ts';
import { DOUBLE } from '../types.ts';
import { count, type Given, type Rule } from './rule.ts';

/** What the engine computes anew for each row and wherever it stands; the comment tells it from a text of a statement. */
const MARK = '/* anew */';
const ANEW = `random(${MARK})`;

const QUOTED = /'[^']*'|"[^"]*"/g;
/** How many random values engine SQL computes; what is quoted in it computes none. */
function countAnew(sql: string): number {
  if (!sql.includes(MARK) && !sql.includes('uuid()')) return 0;
  return sql.replace(QUOTED, "''").split(/\/\* anew \*\/|\buuid\(\)/).length - 1;
}

/** Whether engine SQL would not be the same value where it stands twice. */
export const isAnew = (sql: string): boolean => countAnew(sql) > 0;

/** Where a value would stand twice in engine SQL. */
export function refuseAnew(sql: string, what: string, at: number): void {
  if (isAnew(sql)) throw cannotCompute(`${what} of a random value`, at);
}

/** A call whose random arguments are computed once: one that is alone gets a name, several are refused. */
export function computedOnce(rule: Rule, given: Given): ReturnType<Rule> {
  const result = rule(given);
  const once = given.args.reduce((sum, arg) => sum + countAnew(arg.sql), 0);
  if (once === 0) return result;
  const own = given.name === 'aes_encrypt' ? 1 : 0;
  if (given.name !== 'array_repeat' && countAnew(result.sql) <= once + own) return result;
  const [value, ...others] = given.args;
  if (!value || others.length > 0) throw cannotCompute(`${given.name}() of a random value`, given.at);
  const { sql, type } = rule({ ...given, args: [{ ...value, sql: 'anew' }] });
  return { sql: `list_transform([${value.sql}], lambda anew: ${sql})[1]`, type };
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
