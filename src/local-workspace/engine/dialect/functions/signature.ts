import { coerce, mismatch, plainType } from '../analyze/coerce.ts';
import type { Typed } from '../analyze/typed.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { type Given, unexpected, wrongCount } from './rule.ts';

type SqlType = types.SqlType;
const NAMED: Readonly<Record<string, SqlType>> = {
  boolean: types.BOOLEAN,
  tinyint: types.TINYINT,
  smallint: types.SMALLINT,
  int: types.INT,
  bigint: types.BIGINT,
  float: types.FLOAT,
  double: types.DOUBLE,
  string: types.STRING,
  binary: types.BINARY,
  date: types.DATE,
  timestamp: types.TIMESTAMP,
  timestamp_ntz: types.TIMESTAMP_NTZ,
  months: types.MONTHS,
  seconds: types.SECONDS,
  void: types.VOID,
};

/**
 * What an argument may be: a named type; `T`, the same for all; `array<T>`, `map<K,V>`; `a|b`, the first of them that
 * takes it; `any`, `numeric`, `integral`. With a `!` nothing becomes the named type but NULL and a narrower whole number.
 */
type Pattern =
  | { readonly kind: 'named'; readonly type: SqlType; readonly isExact?: boolean }
  | { readonly kind: 'word'; readonly word: string }
  /** A text where Spark takes bytes too, and computes otherwise with them. */
  | { readonly kind: 'chars' }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'nested'; readonly name: 'ARRAY' | 'MAP'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'union'; readonly members: readonly Pattern[] };

/** `missing` is engine SQL of an argument that is not given; `many` stands for any number, also none. */
export type Parameter = { readonly pattern: Pattern; readonly missing?: string; readonly many: boolean };
export type Signature = { readonly parameters: readonly Parameter[]; readonly result: Pattern };

function cut(text: string, mark: string): string[] {
  const parts: string[] = [];
  let [depth, from] = [0, 0];
  let isQuoted = false;
  for (const [index, letter] of Array.from(text).entries()) {
    if (letter === '`') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter === '<') depth += 1;
    else if (letter === '>') depth -= 1;
    else if (letter === mark && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim());
}

function readPattern(text: string): Pattern {
  const members = cut(text, '|');
  if (members.length > 1) return { kind: 'union', members: members.map(readPattern) };
  const nested = /^(array|map)<(.*)>$/.exec(text);
  if (nested) {
    const parts = cut(nested[2] ?? '', ',').map(readPattern);
    return { kind: 'nested', name: nested[1] === 'array' ? 'ARRAY' : 'MAP', parts };
  }
  if (/^[A-Z]$/.test(text)) return { kind: 'variable', name: text };
  if (text === 'chars') return { kind: 'chars' };
  const type = NAMED[text.replace('!', '')];
  if (type) return { kind: 'named', type, isExact: text.endsWith('!') };
  if (['any', 'numeric', 'integral'].includes(text)) return { kind: 'word', word: text };
  throw new Error(`no type is called ${text}`);
}

/** Reads `string, int = 1, T* -> array<T>`. */
export function readSignature(text: string): Signature {
  const [before = '', after = ''] = text.split('->').map((part) => part.trim());
  const parameters = (before === '' ? [] : cut(before, ',')).map((part) => {
    const [own = '', missing] = part.split(' = ');
    const many = own.endsWith('*');
    return {
      pattern: readPattern(many ? own.slice(0, -1) : own),
      many,
      ...(missing !== undefined && { missing: missing.replaceAll('`', "'") }),
    };
  });
  return { parameters, result: readPattern(after) };
}

type Bound = Map<string, SqlType>;

function collect(pattern: Pattern, type: SqlType, found: Map<string, SqlType[]>): void {
  if (pattern.kind === 'variable') found.set(pattern.name, [...(found.get(pattern.name) ?? []), type]);
  if (pattern.kind === 'nested' && type.name === pattern.name)
    for (const [index, part] of pattern.parts.entries()) collect(part, type.parts?.[index] ?? types.VOID, found);
}

export function typeOf(pattern: Pattern, bound: Bound): SqlType | undefined {
  if (pattern.kind === 'named') return pattern.type;
  if (pattern.kind === 'chars') return types.STRING;
  if (pattern.kind === 'variable') return bound.get(pattern.name) ?? types.VOID;
  if (pattern.kind !== 'nested') return undefined;
  const parts = pattern.parts.map((part) => typeOf(part, bound) ?? types.VOID);
  return pattern.name === 'ARRAY'
    ? types.array(parts[0] ?? types.VOID)
    : types.map(parts[0] ?? types.VOID, parts[1] ?? types.VOID);
}

/** Whether Spark brings an argument of one type to another by itself: what its ANSI store assignment allows, and texts. */
export function castable(from: SqlType, to: SqlType): boolean {
  if (types.sameType(from, to) || from.name === 'VOID') return true;
  const moments = ['DATE', 'TIMESTAMP', 'TIMESTAMP_NTZ'];
  if (to.name === 'VARIANT') return false;
  if (from.name === 'VARIANT') return to.name === 'STRING';
  if (from.name === 'STRING') return !types.isNested(to);
  if (types.isNumeric(from) && types.isNumeric(to)) return true;
  if (to.name === 'STRING') return !types.isNested(from);
  if (from.name === 'INTERVAL' && to.name === 'INTERVAL') return types.isMonths(from) === types.isMonths(to);
  if (moments.includes(from.name) && moments.includes(to.name)) return true;
  if (types.isNested(from) && from.name === to.name)
    return (from.parts ?? []).every((part, index) => castable(part, to.parts?.[index] ?? types.VOID));
  return false;
}

/** Whether a type takes every value of another as it is. */
export function isHeld(from: SqlType, to: SqlType): boolean {
  if (types.sameType(from, to) || from.name === 'VOID') return true;
  return types.isInteger(from) && types.isInteger(to) && types.widerInteger(to, from) === to;
}

function told(pattern: Pattern): string {
  if (pattern.kind === 'union') return `(${pattern.members.map(told).join(' or ')})`;
  if (pattern.kind === 'named') return `"${types.typeText(pattern.type)}"`;
  if (pattern.kind === 'nested') return `"${pattern.name}"`;
  if (pattern.kind === 'chars') return '"STRING"';
  return pattern.kind === 'word' ? `"${pattern.word.toUpperCase()}"` : '"ANY"';
}

function accept(given: Given, arg: Typed, pattern: Pattern, bound: Bound): Typed {
  switch (pattern.kind) {
    case 'named':
      if (!(pattern.isExact ? isHeld : castable)(arg.type, pattern.type)) throw unexpected(given, arg, told(pattern));
      return coerce(arg, pattern.type);
    case 'chars':
      if (arg.type.name === 'BINARY') throw cannotCompute(`${given.name}() of bytes`, given.at);
      if (!castable(arg.type, types.STRING)) throw unexpected(given, arg, '("STRING" or "BINARY")');
      return coerce(arg, types.STRING);
    case 'word': {
      if (pattern.word === 'any') return arg;
      const fits = pattern.word === 'integral' ? types.isInteger(arg.type) : types.isNumeric(arg.type);
      if (fits) return arg;
      if (arg.type.name === 'VOID' || arg.type.name === 'STRING')
        return coerce(arg, pattern.word === 'integral' ? types.INT : types.DOUBLE);
      throw unexpected(given, arg, told(pattern));
    }
    case 'union': {
      const exact = pattern.members.find((member) => {
        const type = typeOf(member, bound);
        return type
          ? types.sameType(type, arg.type)
          : member.kind === 'word' &&
              types.isNumeric(arg.type) &&
              (member.word !== 'integral' || types.isInteger(arg.type));
      });
      if (exact) return arg;
      const nested = pattern.members.find((member) => member.kind === 'nested' && member.name === arg.type.name);
      if (nested) return accept(given, arg, nested, bound);
      const near = pattern.members.find((member) => {
        const type = typeOf(member, bound);
        if (type === undefined || types.isNested(type)) return false;
        return (member.kind === 'named' && member.isExact ? isHeld : castable)(arg.type, type);
      });
      if (!near) throw unexpected(given, arg, told(pattern));
      return accept(given, arg, near, bound);
    }
    case 'variable':
    case 'nested': {
      const type = typeOf(pattern, bound) ?? types.VOID;
      if (pattern.kind === 'nested' && arg.type.name !== pattern.name && arg.type.name !== 'VOID')
        throw unexpected(given, arg, told(pattern));
      return coerce(arg, type);
    }
  }
}

function bind(given: Given, parameters: readonly (Parameter | undefined)[]): Bound {
  const found = new Map<string, SqlType[]>();
  for (const [index, arg] of given.args.entries()) {
    const pattern = parameters[index]?.pattern;
    if (pattern) collect(pattern, arg.type, found);
  }
  const bound: Bound = new Map();
  for (const [name, all] of found) {
    let common: SqlType | undefined = types.VOID;
    for (const type of all) common = common && types.sameNames(common, type) ? plainType(common, type) : undefined;
    if (!common) throw mismatch(given.name, given.args, given.at);
    bound.set(name, common);
  }
  return bound;
}

/** The arguments in the types of the signature, those that are missing as it says, and the type of the result. */
export function match(
  given: Given,
  { parameters, result }: Signature,
): { args: string[]; type: SqlType; typed: Typed[] } {
  const last = parameters.at(-1);
  const many = last?.many === true;
  const least = parameters.filter((parameter) => parameter.missing === undefined && !parameter.many).length;
  if (given.args.length < least || (!many && given.args.length > parameters.length)) throw wrongCount(given);
  const each = given.args.map((_, index) => parameters[index] ?? last);
  const bound = bind(given, each);
  const typed = given.args.map((arg, index) => {
    const pattern = each[index]?.pattern;
    return pattern ? accept(given, arg, pattern, bound) : arg;
  });
  const rest = parameters.slice(given.args.length).flatMap((parameter) => parameter.missing ?? []);
  const type = typeOf(result, bound) ?? typed[0]?.type;
  if (!type) throw cannotCompute(`${given.name}()`, given.at);
  return { args: [...typed.map((arg) => arg.sql), ...rest], type, typed };
}
