import { SqlError } from '../sql-error.ts';
import type { Part } from './number-model.ts';
import { readModel } from './number-model.ts';

/** How many digits each group of `digits` has, from the last; whether the model lets them stand there. */
function fits({ runs }: Part, digits: string): boolean {
  const sizes = digits.split(',').map((group) => group.replace(/\s/g, '').length);
  if (sizes.length > runs.length) return false;
  return runs.every(({ size, exact }, index) => {
    const own = sizes[index - runs.length + sizes.length] ?? 0;
    return exact ? own === size : own <= size;
  });
}

/** The sign that a part of the model reads: how many letters it takes, and whether they are negative. */
const READS: Readonly<Record<string, RegExp>> = {
  S: /^[+-]?/,
  MI: /^-?/,
  '<': /^<?/,
  '>': /^>?/,
  '.': /^\.?/,
  $: /^\$/,
};

/** A number written by a model, as the text of a decimal; undefined where it is not written so. */
function read(text: string, model: string): string | undefined {
  const { parts, scale } = readModel(model);
  let [rest, whole, fraction, signs] = [text, '', '', ''];
  let isFraction = false;
  for (const part of parts) {
    const [found] = (READS[part.what] ?? /^[\d\s,]*/).exec(rest) ?? [];
    if (found === undefined) return undefined;
    rest = rest.slice(found.length);
    if (part.what === '.') isFraction = found !== '';
    else if (part.what !== 'digits') signs += found;
    else if (!fits(part, found)) return undefined;
    else if (isFraction) fraction += found.replace(/\D/g, '');
    else whole += found.replace(/\D/g, '');
  }
  if (rest !== '' || signs.includes('<') !== signs.includes('>') || `${whole}${fraction}` === '') return undefined;
  const isNegative = (signs.match(/[->]/g)?.length ?? 0) % 2 === 1;
  return `${isNegative ? '-' : ''}${whole || '0'}${scale > 0 ? `.${fraction.padEnd(scale, '0')}` : ''}`;
}

export function toNumber(text: string, model: string): string {
  const value = read(text, model);
  if (value !== undefined) return value;
  const sentence = `The format is invalid: '${model}'. The input "STRING" '${text}' does not match the format.`;
  throw new SqlError('INVALID_FORMAT.MISMATCH_INPUT', '42601', sentence);
}
export const tryToNumber = (text: string, model: string): string | null => read(text, model) ?? null;

/** The digits before and after the point, as many as the model has; more than it has are `#`. */
function digitsOf(text: string, precision: number, scale: number): [string, string] {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const [before, after] = [whole.replace(/^0+/, ''), fraction.replace(/0+$/, '')];
  const room = precision - scale;
  if (before.length > room || after.length > scale) return ['#'.repeat(room), '#'.repeat(scale)];
  return [before.padStart(room), after.padEnd(scale, '0')];
}

/** Blanks stand before a sign, and a sign before the blanks that follow the digits. */
const withBlank = (text: string): string => text.replace(/[-+<]*$/, ' $&');
const withSign = (text: string, sign: string): string => text.replace(/ *$/, `${sign}$&`);
/** A point without digits after it is none. */
const withoutPoint = (text: string): string => text.replace(/\.(?= |$)/, ' ');

/** A decimal's text by a model. */
export function toChar(text: string, model: string): string {
  const { parts, precision, scale } = readModel(model);
  const isNegative = /^-.*[1-9]/.test(text);
  let [before, after] = digitsOf(text, precision, scale);
  let isFraction = false;
  let out = '';
  const write = ({ runs }: Part): void => {
    for (const [index, { size, exact }] of runs.entries()) {
      if (index > 0) out = /\d$/.test(out) ? `${out},` : withBlank(out);
      const digits = (isFraction ? after : before).slice(0, size);
      for (const digit of digits) out = digit !== ' ' ? out + digit : exact ? `${out}0` : withBlank(out);
      if (isFraction) after = after.slice(size);
      else before = before.slice(size);
    }
  };
  for (const part of parts) {
    if (part.what === 'digits') write(part);
    else if (part.what === '$') out += '$';
    else if (part.what === '.') {
      out = `${out.replace(/ $/, '0')}.`;
      isFraction = true;
    } else if (part.what === 'S') out = withSign(withoutPoint(out), isNegative ? '-' : '+');
    else if (part.what === 'MI') out = isNegative ? withSign(withoutPoint(out), '-') : `${out} `;
    else if (part.what === '<') out += isNegative ? '<' : '';
    else out = isNegative ? withSign(withoutPoint(out), '>') : `${withoutPoint(out)}  `;
  }
  const shown = withoutPoint(out);
  return ['', '+', '-'].includes(shown) ? '0' : shown;
}
