import { distance } from 'fastest-levenshtein';

/** The name that a person most likely meant, or undefined where none is near (more than a fifth of it differs). */
export function nearest(word: string, names: readonly string[]): string | undefined {
  return nearestFew(word, names, 1)[0];
}

/** Up to `most` names that a person may have meant, the likeliest first. Upper and lower case are the same. */
export function nearestFew(word: string, names: readonly string[], most: number): string[] {
  const wanted = word.toLowerCase();
  return names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 5)))
    .sort((one, other) => one.far - other.far)
    .slice(0, most)
    .map(({ name }) => name);
}
