import { words } from './words.ts';

const single = '()[],.;:?*/+-%&|^~<>=!';
const double = words('<> || |> -> :: == != <= >= << >> !> !< => */');

/** How long the sign at a place is: the longest that Spark has; 0 where it has none. */
export function symbolLength(text: string, at: number, inType: boolean): number {
  const first = text.charAt(at);
  if (first === '@') return /^@[vV]?\d/.test(text.slice(at, at + 3)) ? 1 : 0;
  if (!single.includes(first)) return 0;
  const two = text.slice(at, at + 2);
  if (!inType && text.startsWith('>>>', at)) return 3;
  if (two === '/*' || text.startsWith('<=>', at)) return 3;
  if (two === '>>' && inType) return 1;
  return double.has(two) ? 2 : 1;
}
