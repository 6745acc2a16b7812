import { INT, STRING } from '../types.ts';
import { native } from './native.ts';

const NAME = /^(UTF8_BINARY|UTF8_LCASE|UNICODE)(?:_(C[IS]))?(?:_(A[IS]))?(_RTRIM)?$/;

/** Whether texts can be compared by a collation of this name here. */
export const isCollation = (name: string): boolean => {
  const found = NAME.exec(name);
  return found !== null && (found[1] === 'UNICODE' || (found[2] === undefined && found[3] === undefined));
};

const collators = new Map<string, Intl.Collator>();
function collatorOf(ignoresCase: boolean, ignoresAccents: boolean): Intl.Collator {
  const sensitivity = ignoresCase ? (ignoresAccents ? 'base' : 'accent') : ignoresAccents ? 'case' : 'variant';
  // English has the order of ICU's root.
  const made = collators.get(sensitivity) ?? new Intl.Collator('en', { sensitivity });
  collators.set(sensitivity, made);
  return made;
}

/** A sigma is the same letter wherever it stands in a word. */
const lowered = (text: string): string => text.toLowerCase().replaceAll('ς', 'σ');

/** Below 0, 0 or above it, as the first text comes before the second, is equal to it, or comes after it. */
function compare(first: string, second: string, name: string): number {
  const [, base, letterCase, accents, trims] = NAME.exec(name) ?? [];
  const [a = first, b = second] = trims ? [first.replace(/ +$/, ''), second.replace(/ +$/, '')] : [];
  if (base === 'UNICODE') return collatorOf(letterCase === 'CI', accents === 'AI').compare(a, b);
  const [x, y] = base === 'UTF8_LCASE' ? [lowered(a), lowered(b)] : [a, b];
  return Buffer.compare(Buffer.from(x), Buffer.from(y));
}

export const COMPARE = native('collate', [STRING, STRING, STRING], INT, compare);
