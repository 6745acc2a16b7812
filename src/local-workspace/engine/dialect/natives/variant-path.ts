import { SqlError } from '../sql-error.ts';
import type { Json } from './json-text.ts';
import { isList, readVariant, writeVariant } from './variant-text.ts';

type Step = { readonly key: string } | { readonly index: number };

const STEP = /\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/y;
const KEPT = 200;
const known = new Map<string, readonly Step[]>();

/** `$.a['b c'][0]`. */
function stepsOf(path: string, routine: string): readonly Step[] {
  const kept = known.get(path);
  if (kept) return kept;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  let end = path.startsWith('$') ? 1 : -1;
  while (end >= 0 && end < path.length) {
    const found = STEP.exec(path);
    end = found ? STEP.lastIndex : -1;
    const key = found?.[1] ?? found?.[2] ?? found?.[3];
    if (found) steps.push(key === undefined ? { index: Number(found[4]) } : { key });
  }
  if (end < 0) {
    const sentence = `The path '${path}' is not a valid variant extraction path in \`${routine}\`. A valid path should start with \`$\` and is followed by zero or more segments like \`[123]\`, \`.name\`, \`['name']\`, or \`["name"]\`.`;
    throw new SqlError('INVALID_VARIANT_GET_PATH', '22023', sentence);
  }
  if (known.size >= KEPT) known.clear();
  known.set(path, steps);
  return steps;
}

function follow(value: Json | undefined, step: Step): Json | undefined {
  if ('index' in step) return value !== undefined && isList(value) ? value[step.index] : undefined;
  return value instanceof Map ? value.get(step.key) : undefined;
}

/** What is at a path of a VARIANT; NULL where there is nothing. */
export function variantAt(text: string, path: string, routine: string): string | null {
  const found = stepsOf(path, routine).reduce<Json | undefined>(follow, readVariant(text));
  return found === undefined ? null : writeVariant(found);
}

/** The items of an array or an object, each as the JSON of its key and itself. */
export function variantItems(text: string): string[] {
  const value = readVariant(text);
  if (isList(value)) return value.map((item) => writeVariant([null, item]));
  return value instanceof Map ? [...value].map(([key, item]) => writeVariant([key, item])) : [];
}
const part = (text: string, index: number): Json => {
  const pair = readVariant(text);
  return isList(pair) ? (pair[index] ?? null) : null;
};
export const itemKey = (text: string): string | null => {
  const key = part(text, 0);
  return typeof key === 'string' ? key : null;
};
export const itemValue = (text: string): string => writeVariant(part(text, 1));
