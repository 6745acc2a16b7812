import { at, type Source } from '../classify/source.ts';
import type { Advice } from '../verdict.ts';
import { isStructure, type Relation } from './relation.ts';

const mostNamed = 5;

/** What helps where a table is outside of the scope. */
export function adviceOutside(scope: readonly string[]): Advice {
  if (scope.length === 0) return { code: 'guard.advice_administrator', facts: {} };
  const rest = scope.length > mostNamed ? ', …' : '';
  return { code: 'guard.advice_scope', facts: { scope: `${scope.slice(0, mostNamed).join(', ')}${rest}` } };
}

/** What helps where it cannot be seen which table is meant. */
export function adviceUnclear(source: Source, relation: Relation): Advice {
  const word = source.tokens[relation.at];
  if (at(source, relation.to) === '(' && word?.upper !== 'IDENTIFIER')
    return { code: 'guard.advice_no_function', facts: {} };
  const isKeyword = relation.to === relation.at + 1 && isStructure(word?.upper ?? '');
  if (isKeyword) return { code: 'guard.advice_backquotes', facts: { word: word?.text ?? '' } };
  return { code: 'guard.advice_full_names', facts: {} };
}
