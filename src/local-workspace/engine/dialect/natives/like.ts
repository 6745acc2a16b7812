import { SqlError } from '../sql-error.ts';

const ANY = Symbol('%');
const ONE = Symbol('_');
type Part = string | typeof ANY | typeof ONE;

const KEPT = 200;
const known = new Map<string, readonly Part[]>();

/** The characters and wildcards of a pattern, checked as Spark checks it. */
function partsOf(pattern: string, mark: string): readonly Part[] {
  const key = `${mark}${pattern}`;
  const kept = known.get(key);
  if (kept) return kept;
  const letters = Array.from(pattern);
  const parts: Part[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    let letter = letters[at] ?? '';
    if (letter === mark) {
      at += 1;
      letter = letters[at] ?? '';
      if (!['%', '_', mark].includes(letter)) {
        const where = letter === '' ? 'ESC_AT_THE_END' : 'ESC_IN_THE_MIDDLE';
        throw new SqlError(`INVALID_FORMAT.${where}`, '42601', `The format is invalid: '${pattern}'.`);
      }
      parts.push(letter);
    } else if (letter === '%') {
      if (parts.at(-1) !== ANY) parts.push(ANY);
    } else parts.push(letter === '_' ? ONE : letter);
  }
  if (known.size >= KEPT) known.clear();
  known.set(key, parts);
  return parts;
}

/**
 * LIKE, for patterns over which the engine might never come to an end: goes back to the last `%` only, so that its time
 * is at most the length of the text times that of the pattern.
 */
export function like(text: string, pattern: string, mark: string): boolean {
  const parts = partsOf(pattern, mark);
  const letters = Array.from(text);
  let [at, next] = [0, 0];
  let back: { readonly at: number; next: number } | undefined;
  while (next < letters.length) {
    const part = parts[at];
    if (part === ANY) {
      at += 1;
      if (at === parts.length) return true;
      back = { at, next };
    } else if (part === ONE || part === letters[next]) {
      at += 1;
      next += 1;
    } else if (back) {
      back.next += 1;
      [at, next] = [back.at, back.next];
    } else return false;
  }
  return at === parts.length || (at === parts.length - 1 && parts[at] === ANY);
}
