import { adviceFor, type Reads } from './advice.ts';
import { look, lookAt } from './look.ts';
import type { Rules } from './policy.ts';
import { positionOf } from './position.ts';
import type { Defaults } from './scope/scope-problem.ts';
import type { Verdict } from './verdict.ts';

/**
 * Judges one statement, and says of a refused one what would run instead. Never throws. `defaults` are the catalog and the
 * schema that unqualified names stand in.
 */
export function judge(text: string, rules: Rules, defaults: Defaults = {}): Verdict {
  const looked = look(text, rules, defaults);
  if (looked.verdict === 'allow') return looked;
  const { verdict, class: statementClass, code, words, start } = looked;
  const reads: Reads = (sql) => {
    const other = typeof sql === 'string' ? look(sql, rules, defaults) : lookAt(sql, rules, defaults);
    return other.verdict === 'allow' && other.class === 'read';
  };
  const advice = adviceFor(looked, rules, reads);
  return { verdict, class: statementClass, code, words, ...positionOf(text, start), advice };
}
