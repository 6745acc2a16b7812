import { at, nameEnd, type Range, type Source, step } from '../source.ts';
import { kinds } from './kinds.ts';

/** Forms by what they follow. */
export type Forms = Readonly<Record<string, readonly string[]>>;

/** Tries to go on from a place; `rest` is what must follow. */
type Part = (source: Source, index: number, to: number, rest: (index: number) => boolean) => boolean;

/**
 * Whether the tokens of a range, all of them, have one of these forms. They are in the notation of grammars: `[…]` may be
 * left out, `(a|b)` is one of them, words in capitals stand for themselves, and words in small letters for the parts below.
 */
export function hasForm(source: Source, { from, to }: Range, forms: readonly string[]): boolean {
  return forms.some((form) => partOf(form)(source, from, to, (index) => index === to));
}

const read = new Map<string, Part>();

/** Each form is read once, when it is first needed. */
function partOf(form: string): Part {
  const known = read.get(form);
  if (known !== undefined) return known;
  const { part } = sequence(form.match(/[A-Z_]+|[a-z]+|[[\]()|=]/g) ?? []);
  read.set(form, part);
  return part;
}

const ends: Readonly<Record<string, (source: Source, index: number, to: number) => number>> = {
  /** A name of one or more parts. */
  name: (source, index, to) => nameEnd(source, index, to),
  /** A word for a kind of object. */
  kind: (source, index) => (kinds.has(at(source, index)) ? index + 1 : index),
  text: (source, index) =>
    source.tokens[index]?.kind === 'string' ? textEnd(source, index) : parameterEnd(source, index),
  /** A path without quotes: tokens with no space between. */
  path: (source, index) => (/^[/]$|:[/][/]/.test(source.tokens[index]?.text ?? '') ? pathEnd(source, index) : index),
  number: (source, index) => (source.tokens[index]?.kind === 'number' ? index + 1 : parameterEnd(source, index)),
  brackets: (source, index) => (at(source, index) === '(' ? step(source, index) : index),
  sign: (_source, index) => index + 1,
  /** The rest, which must not be empty. */
  any: (_source, _index, to) => to,
};

function textEnd(source: Source, from: number): number {
  let index = from;
  while (source.tokens[index]?.kind === 'string') index++;
  return index;
}

function pathEnd(source: Source, from: number): number {
  let index = from + 1;
  while (source.tokens[index]?.spaced === false && ![';', '(', ')'].includes(at(source, index))) index++;
  return index;
}

function parameterEnd(source: Source, index: number): number {
  if (at(source, index) === '?') return index + 1;
  return at(source, index) === ':' && source.tokens[index + 1]?.kind === 'word' ? index + 2 : index;
}

type Read = { readonly part: Part; readonly rest: readonly string[] };

/** Reads a sequence up to the bracket or the bar that ends it. */
function sequence(words: readonly string[]): Read {
  const [word = '', ...behind] = words;
  if (word === '' || word === ']' || word === ')' || word === '|')
    return { part: (_s, index, _to, rest) => rest(index), rest: words };
  const first = word === '[' || word === '(' ? choice(behind, word === '[') : { part: single(word), rest: behind };
  const others = sequence(first.rest);
  return {
    part: (source, index, to, rest) => first.part(source, index, to, (next) => others.part(source, next, to, rest)),
    rest: others.rest,
  };
}

function choice(words: readonly string[], isOptional: boolean): Read {
  const parts: Part[] = [];
  let rest = words;
  for (;;) {
    const one = sequence(rest);
    parts.push(one.part);
    rest = one.rest.slice(1);
    if (one.rest[0] !== '|') break;
  }
  const part: Part = (source, index, to, go) =>
    parts.some((one) => one(source, index, to, go)) || (isOptional && go(index));
  return { part, rest };
}

function single(word: string): Part {
  const endOf = ends[word];
  if (endOf === undefined)
    return (source, index, to, rest) => index < to && at(source, index) === word && rest(index + 1);
  return (source, index, to, rest) => {
    const end = index < to ? endOf(source, index, to) : index;
    return end > index && end <= to && rest(end);
  };
}
