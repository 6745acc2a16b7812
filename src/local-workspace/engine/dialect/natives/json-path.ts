import { cannotCompute } from '../sql-error.ts';
import { type Json, JsonNumber, parseJson, writePlain } from './json-text.ts';
import { javaDouble } from './number-text.ts';

/** A key is `loose` where its letters may be of either case. */
type Step = { readonly key: string; readonly loose?: boolean } | { readonly index: number } | 'any-key' | 'any-item';

/** Stands before a key whose letters may be of either case: `text:key`, but not `text:['key']`. */
export const LOOSE = '\u0001';

/** `$.a['b c'][0][*]`; undefined where the path is none. */
export function readPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  const pattern = /\.([^.[]+)|\['([^']*)'\]|\[\s*(\d+)\s*\]|\[\s*\*\s*\]/y;
  pattern.lastIndex = 1;
  while (pattern.lastIndex < path.length) {
    const found = pattern.exec(path);
    if (!found) return undefined;
    const [whole, word, quoted, index] = found;
    if (word !== undefined) steps.push(word.trim() === '*' ? 'any-key' : { key: word });
    else if (quoted?.startsWith(LOOSE)) steps.push({ key: quoted.slice(1), loose: true });
    else if (quoted !== undefined) steps.push(quoted === '*' ? 'any-key' : { key: quoted });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (whole) steps.push('any-item');
  }
  return steps;
}

/** Spark reads numbers as doubles and writes them anew: 1.50 becomes 1.5. */
function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text === '-0' ? '0' : text;
  return javaDouble(Number(text));
}
const plain = (value: Json): string => writePlain(value, numberText);

function keyOf(value: ReadonlyMap<string, Json>, { key, loose }: Extract<Step, { key: string }>): string | undefined {
  if (value.has(key) && !loose) return key;
  const found = loose ? [...value.keys()].filter((own) => own.toLowerCase() === key.toLowerCase()) : [];
  if (found.length > 1) throw cannotCompute(`the field \`${key}\` of JSON that has it in letters of either case`);
  return found[0];
}

function follow(value: Json, steps: readonly Step[]): Json[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (step === 'any-key') return [];
  if (step === 'any-item') return Array.isArray(value) ? value.flatMap((item) => follow(item, rest)) : [];
  if ('index' in step) {
    if (!Array.isArray(value) || step.index >= value.length) return [];
    return follow(value[step.index] ?? null, rest);
  }
  if (value instanceof Map) {
    const key = keyOf(value, step);
    return key === undefined ? [] : follow(value.get(key) ?? null, rest);
  }
  // A key of an array is that of each of its objects.
  if (Array.isArray(value)) return value.flatMap((item) => (item instanceof Map ? follow(item, steps) : []));
  return [];
}

export const shown = (value: Json): string | null =>
  value === null
    ? null
    : typeof value === 'string'
      ? value
      : value instanceof JsonNumber
        ? numberText(value.text)
        : plain(value);

export function getJsonObject(text: string, path: string): string | null {
  const steps = readPath(path);
  if (!steps) return null;
  const value = parseJson(text);
  if (value === undefined) return null;
  const found = follow(value, steps);
  if (found.length === 0) return null;
  const many = steps.includes('any-item') || found.length > 1;
  if (
    !many ||
    (found.length === 1 && steps.at(-1) !== 'any-item' && steps.filter((step) => step === 'any-item').length === 1)
  ) {
    const [only] = found;
    if (!many) return shown(only ?? null);
    return typeof only === 'string' ? JSON.stringify(only) : only === undefined || only === null ? null : plain(only);
  }
  const kept = found;
  return kept.length === 1 && steps.at(-1) !== 'any-item' ? shown(kept[0] ?? null) : `[${kept.map(plain).join(',')}]`;
}
