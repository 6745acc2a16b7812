import { closest, distance } from 'fastest-levenshtein';

/** The name that a person most likely meant, or undefined where none is near (more than a fifth of it differs). */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const name = closest(word, names);
  return distance(word, name) <= Math.max(2, Math.floor(name.length / 5)) ? name : undefined;
}
