import { cannotCompute } from '../sql-error.ts';
import { isList, type Json, JsonNumber, parseJson, writePlain } from './json-text.ts';
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

export const shown = (value: Json): string | null =>
  value === null
    ? null
    : typeof value === 'string'
      ? value
      : value instanceof JsonNumber
        ? numberText(value.text)
        : plain(value);

/**
 * How Spark writes what a path finds: alone, a text stands without quotes; within a list everything is JSON; and behind
 * two wildcards in a row, lists are taken apart.
 */
type Style = 'alone' | 'within' | 'flat';
/** What is written, and whether anything was found: a list may be written for nothing. */
type Written = { readonly parts: readonly string[]; readonly found: boolean };
const NOTHING: Written = { parts: [], found: false };

const gathered = (all: readonly Written[]): Written => ({
  parts: all.flatMap(({ parts }) => parts),
  found: all.some(({ found }) => found),
});
const listed = ({ parts, found }: Written): Written => ({ parts: [`[${parts.join(',')}]`], found });

function atEnd(value: Json, style: Style): Written {
  if (typeof value === 'string' && style === 'alone') return { parts: [value], found: true };
  if (style === 'flat' && isList(value)) return gathered(value.map((item) => atEnd(item, style)));
  return { parts: [plain(value)], found: true };
}

function ofItems(items: readonly Json[], steps: readonly Step[], style: Style): Written {
  const [next] = steps;
  const each = (within: Style, rest: readonly Step[]): Written =>
    gathered(items.map((item) => follow(item, rest, within)));
  if (next === 'any-item') return listed(each('flat', steps.slice(1)));
  if (style === 'within') return listed(each('within', steps));
  const all = items.map((item) => follow(item, steps, style === 'flat' ? 'flat' : 'within'));
  const { parts, found } = gathered(all);
  // One find stands alone, without the brackets.
  const hits = all.filter((own) => own.found).length;
  return hits > 1 ? listed({ parts, found }) : hits === 1 ? { parts: [parts.join(',')], found } : NOTHING;
}

/** Spark's `evaluatePath`. */
function follow(value: Json, steps: readonly Step[], style: Style): Written {
  const [step, ...rest] = steps;
  if (step === undefined) return atEnd(value, style);
  if (step === 'any-key') return NOTHING;
  if (step === 'any-item') return isList(value) ? ofItems(value, rest, style) : NOTHING;
  if ('index' in step) {
    if (!isList(value) || step.index >= value.length) return NOTHING;
    return follow(value[step.index] ?? null, rest, rest[0] === 'any-item' ? 'within' : style);
  }
  if (!(value instanceof Map)) return NOTHING;
  const key = keyOf(value, step);
  const own = key === undefined ? null : (value.get(key) ?? null);
  return own === null ? NOTHING : follow(own, rest, style);
}

export function getJsonObject(text: string, path: string): string | null {
  const steps = readPath(path);
  if (!steps) return null;
  const value = parseJson(text);
  if (value === undefined) return null;
  const { parts, found } = follow(value, steps, 'alone');
  return found ? parts.join(',') : null;
}
