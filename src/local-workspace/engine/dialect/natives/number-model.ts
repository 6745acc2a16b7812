import { SqlError } from '../sql-error.ts';

/** 9s and 0s in a row; a run before the point that begins with 0 wants exactly as many digits. */
type Run = { readonly size: number; readonly exact: boolean };
/** `what` is one of `digits . $ S MI < >`; the brackets are those of PR. */
export type Part = { readonly what: string; readonly runs: readonly Run[] };
export type NumberModel = { readonly parts: readonly Part[]; readonly precision: number; readonly scale: number };

const SIGNS: Readonly<Record<string, string>> = { '.': '.', D: '.', $: '$', S: 'S', MI: 'MI', PR: '>' };
/** In which order parts may stand. */
const ORDER = ['<', 'MI|S', '$', 'digits', '.', 'digits', '$', 'MI|S|>'].map((place) => place.split('|'));

function runsOf(digits: string, isFraction: boolean): Run[] {
  return [...digits.matchAll(/[09]+/g)].map(([run]) => ({ size: run.length, exact: !isFraction && run[0] === '0' }));
}

function partsOf(model: string): Part[] {
  const parts: Part[] = [];
  for (const [part] of model.matchAll(/[09,G]+|MI|PR|./gs)) {
    const isFraction = parts.some(({ what }) => what === '.');
    if (/^[09,G]/.test(part)) parts.push({ what: 'digits', runs: runsOf(part, isFraction) });
    else parts.push({ what: SIGNS[part] ?? `character '${part}'`, runs: [] });
    if (part === 'PR') parts.unshift({ what: '<', runs: [] });
  }
  return parts;
}

function check(model: string, places: readonly string[]): void {
  const wrong = (kind: string, text: string): SqlError =>
    new SqlError(`INVALID_FORMAT.${kind}`, '42601', `The format is invalid: '${model}'. ${text}`);
  if (model === '') throw wrong('EMPTY', 'The number format string cannot be empty.');
  if (!/[09]/.test(model)) throw wrong('WRONG_NUM_DIGIT', 'The format string requires at least one number digit.');
  if (places.indexOf('digits') < places.indexOf('$'))
    throw wrong('CUR_MUST_BEFORE_DIGIT', 'Currency characters must appear before digits in the number format.');
  const [whole = '', ...fractions] = model.split(/[.D]/);
  if (/(^|[^09])[,G]|[,G]($|[^09])/.test(whole))
    throw wrong('CONT_THOUSANDS_SEPS', 'Thousands separators (, or G) must have digits in between them.');
  if (/[,G]/.test(fractions.join()))
    throw wrong(
      'THOUSANDS_SEPS_MUST_BEFORE_DEC',
      'Thousands separators (, or G) may not appear after the decimal point.',
    );
  const twice = ['.', 'S', 'MI', '$', '>'].find((what) => places.indexOf(what) !== places.lastIndexOf(what));
  if (twice !== undefined) throw wrong('WRONG_NUM_TOKEN', `The format string requires at most one ${twice}.`);
  const rest = [...places];
  for (const allowed of ORDER) if (rest[0] !== undefined && allowed.includes(rest[0])) rest.shift();
  if (rest[0] !== undefined)
    throw wrong(
      'UNEXPECTED_TOKEN',
      `Found the unexpected ${rest[0]}; the structure is [MI|S] [$] digits [.|D] digits [$] [PR|MI|S].`,
    );
}

const sizeOf = (parts: readonly Part[]): number =>
  parts.flatMap(({ runs }) => runs).reduce((sum, { size }) => sum + size, 0);

const kept = new Map<string, NumberModel>();

/** The format of `to_number` and `to_char`: `S$99,999.00`. */
export function readModel(text: string): NumberModel {
  const known = kept.get(text);
  if (known) return known;
  const model = text.toUpperCase();
  const parts = partsOf(model);
  const places = parts.map(({ what }) => what);
  check(model, places);
  const point = places.indexOf('.');
  const read = { parts, precision: sizeOf(parts), scale: point < 0 ? 0 : sizeOf(parts.slice(point)) };
  if (kept.size > 500) kept.clear();
  kept.set(text, read);
  return read;
}
