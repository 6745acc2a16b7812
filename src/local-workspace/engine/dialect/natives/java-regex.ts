import { SqlError } from '../sql-error.ts';
import { translate } from './translate-regex.ts';

const KEPT = 200;
const compiled = new Map<string, RegExp>();

function refuse(pattern: string): SqlError {
  const text = `The local workspace cannot compute the regular expression '${pattern}'. A Databricks SQL warehouse may.`;
  return new SqlError('UNSUPPORTED_FEATURE.LOCAL_WORKSPACE', '0A000', text);
}

function invalid(name: string, pattern: string): SqlError {
  const sentence = `The value of parameter(s) \`regexp\` in \`${name}\` is invalid: '${pattern}'.`;
  return new SqlError('INVALID_PARAMETER_VALUE.PATTERN', '22023', sentence);
}

/** What a backslash says of the characters behind it. */
const QUOTED = /\\Q.*?(\\E|$)|\\./gs;
/** A class or the name of a group that does not end, and a backslash with nothing behind it. */
const UNCLOSED = /\\$|\[\^?\]?[^[\]]*$|\(\?<?\w*$/;

function compile({ source, flags }: { source: string; flags: string }, pattern: string, name: string): RegExp {
  try {
    return new RegExp(source, `${flags}ug`);
  } catch (error) {
    const isBroken = /Unterminated|Unmatched|Nothing to repeat|Lone quantifier|Incomplete quantifier|out of order/.test(
      String(error),
    );
    throw isBroken ? invalid(name, pattern) : refuse(pattern);
  }
}

export function regex(pattern: string, name: string): RegExp {
  const key = `${name} ${pattern}`;
  const known = compiled.get(key);
  if (known) {
    known.lastIndex = 0;
    return known;
  }
  const translated = translate(pattern);
  if (!translated) throw UNCLOSED.test(pattern.replace(QUOTED, '')) ? invalid(name, pattern) : refuse(pattern);
  const made = compile(translated, pattern, name);
  if (compiled.size >= KEPT) compiled.clear();
  compiled.set(key, made);
  return made;
}

export const rlike = (text: string, pattern: string): boolean => regex(pattern, 'rlike').test(text);

function groupError(name: string, count: number, group: number): SqlError {
  const sentence = `The value of parameter(s) \`idx\` in \`${name}\` is invalid: Expects group index between 0 and ${count}, but got ${group}.`;
  return new SqlError('INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX', '22023', sentence);
}

export function regexpExtract(text: string, pattern: string, group: number): string {
  const match = regex(pattern, 'regexp_extract').exec(text);
  if (!match) return '';
  if (group < 0 || group >= match.length) throw groupError('regexp_extract', match.length - 1, group);
  return match[group] ?? '';
}

export function regexpExtractAll(text: string, pattern: string, group: number): string[] {
  return Array.from(text.matchAll(regex(pattern, 'regexp_extract_all')), (match) => {
    if (group < 0 || group >= match.length) throw groupError('regexp_extract_all', match.length - 1, group);
    return match[group] ?? '';
  });
}

function wrongReplacement(pattern: string, by: string): SqlError {
  const sentence = `Could not perform regexp_replace for pattern = "${pattern}" and replacement = "${by}".`;
  return new SqlError('INVALID_REGEXP_REPLACE', '22023', sentence);
}

/** `$1` and `\$` of a replacement, as Java's `Matcher.appendReplacement` reads them. */
function fill(by: string, match: RegExpExecArray | RegExpMatchArray, pattern: string): string {
  return by.replace(
    /\\([\s\S])|\$(\d)(\d*)|\$\{(\w+)\}|[$\\]/g,
    (_whole, escaped?: string, digit?: string, more?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (name !== undefined && match.groups && name in match.groups) return match.groups[name] ?? '';
      if (digit === undefined) throw wrongReplacement(pattern, by);
      let [group, used] = [digit, 0];
      while (used < (more ?? '').length && Number(group + (more ?? '')[used]) < match.length) {
        group += (more ?? '')[used] ?? '';
        used += 1;
      }
      if (Number(group) >= match.length) throw wrongReplacement(pattern, by);
      return (match[Number(group)] ?? '') + (more ?? '').slice(used);
    },
  );
}

export function regexpReplace(text: string, pattern: string, by: string, position: number): string {
  const from = Array.from(text)
    .slice(0, position - 1)
    .join('').length;
  if (position - 1 > Array.from(text).length) return text;
  const rest = text.slice(from);
  let [result, at] = ['', 0];
  for (const match of rest.matchAll(regex(pattern, 'regexp_replace'))) {
    result += rest.slice(at, match.index) + fill(by, match, pattern);
    at = match.index + match[0].length;
  }
  return text.slice(0, from) + result + rest.slice(at);
}

export const regexpCount = (text: string, pattern: string): number =>
  Array.from(text.matchAll(regex(pattern, 'regexp_count'))).length;
/** Where it matches nothing but an empty text there is none. */
export const regexpSubstr = (text: string, pattern: string): string | null =>
  regex(pattern, 'regexp_substr').exec(text)?.[0] || null;
export function regexpInstr(text: string, pattern: string): number {
  const match = regex(pattern, 'regexp_instr').exec(text);
  return match ? Array.from(text.slice(0, match.index)).length + 1 : 0;
}

/** Java's `String.split` with Spark's limit: 0 and less keep everything, also what is empty at the end. */
export function split(text: string, pattern: string, limit: number): string[] {
  if (pattern === '') {
    const all = Array.from(text);
    if (limit > 0 && limit < all.length) return [...all.slice(0, limit - 1), all.slice(limit - 1).join('')];
    return all.length === 0 ? [''] : all;
  }
  const parts: string[] = [];
  let at = 0;
  for (const match of text.matchAll(regex(pattern, 'split'))) {
    if (limit > 0 && parts.length === limit - 1) break;
    // What matches nothing at the very start cuts nothing off.
    if (match[0] === '' && match.index === 0) continue;
    parts.push(text.slice(at, match.index));
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}
