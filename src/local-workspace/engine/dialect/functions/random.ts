import { anew } from '../analyze/draws.ts';
import { cannotCompute } from '../sql-error.ts';
import { DOUBLE } from '../types.ts';
import type { Rule } from './rule.ts';

const random =
  (draw: () => string): Rule =>
  (given) => {
    // A seed gives the same numbers in Spark as long as rows are divided alike.
    if (given.args.length > 0) throw cannotCompute(`${given.name}() with a seed`, given.at);
    return { sql: draw(), type: DOUBLE };
  };

/** Values that differ from run to run. */
export const RANDOM: Readonly<Record<string, Rule>> = {
  rand: random(() => anew('random()')),
  random: random(() => anew('random()')),
  randn: random(() => `(sqrt(-2 * ln(1 - ${anew('random()')})) * cos(2 * pi() * ${anew('random()')}))`),
};
