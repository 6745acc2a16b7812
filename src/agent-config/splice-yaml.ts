import { isCollection, isMap, isScalar, isSeq, type Pair, parse, parseDocument, type YAMLMap } from 'yaml';

/** What must stand in a file: a value, or a mapping of more of them. Lists and empty mappings are values. */
export type Wanted = { readonly [key: string]: Wanted | string | number | boolean | readonly string[] };

export type Spliced =
  | { readonly outcome: 'spliced'; readonly text: string }
  /** Not a mapping that could be read; `reason` is a code of `messages/`. */
  | ({ readonly outcome: 'broken' } & Fault);

/** What is wrong in a file, and where. */
type Fault = { readonly reason: string; readonly line: number; readonly column: number };
const byteOrderMark = '\uFEFF';
/** A mapping or a list that ends with an empty value takes the comments below it for its own. */
const commentsBehind = /(?:\r?\n[ \t]*(?:#[^\r\n]*)?)+$/;
type Edit = { readonly from: number; readonly to: number; readonly text: string };

/**
 * A YAML file with the wanted values in it, put in by changing only the places that must change: every other byte stays,
 * comments, order, style and line ends included.
 */
export function spliceYaml(text: string, wanted: Wanted): Spliced {
  if (text.startsWith(byteOrderMark)) {
    const spliced = spliceYaml(text.slice(1), wanted);
    return spliced.outcome === 'spliced' ? { ...spliced, text: byteOrderMark + spliced.text } : spliced;
  }
  const document = parseDocument(text, { keepSourceTokens: true });
  const [error] = document.errors;
  if (error !== undefined) {
    return { outcome: 'broken', ...faultAt(text, error.pos[0], reasons[error.code] ?? 'reason.not_yaml') };
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    const gap = text === '' || text.endsWith('\n') ? '' : eol;
    return { outcome: 'spliced', text: `${text}${gap}${block(wanted, 0, eol)}${eol}` };
  }
  const edits = isMap(contents) ? mapEdits(text, contents, wanted, eol) : notMapping(text, contents);
  if (!Array.isArray(edits)) return { outcome: 'broken', ...edits };
  let result = text;
  // From the end backwards; of two at one place the later found comes behind, so it goes in first.
  for (const { from, to, text: piece } of edits.toReversed().sort((one, other) => other.from - one.from)) {
    result = result.slice(0, from) + piece + result.slice(to);
    if (!isReadable(result)) return { outcome: 'broken', ...faultAt(text, from, 'reason.no_place') };
  }
  return { outcome: 'spliced', text: result };
}

function mapEdits(text: string, map: YAMLMap, wanted: Wanted, eol: string): Edit[] | Fault {
  const edits: Edit[] = [];
  const missing: Record<string, Wanted[string]> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined) missing[key] = value;
    else {
      const inner = pairEdits(text, pair, value, { isFlow: map.flow === true, eol });
      if (!Array.isArray(inner)) return inner;
      edits.push(...inner);
    }
  }
  if (Object.keys(missing).length > 0) edits.push(addition(text, map, missing, eol));
  return edits;
}

type Around = { readonly isFlow: boolean; readonly eol: string };

function pairEdits(text: string, pair: Pair, value: Wanted[string], { isFlow, eol }: Around): Edit[] | Fault {
  const node = pair.value;
  // A name without a colon, as braces allow it.
  if (!hasRange(node)) return notMapping(text, pair.key);
  const [from, behind] = node.range;
  const written = text.slice(from, behind).trimEnd();
  const to = from + (isCollection(node) ? written.replace(commentsBehind, '').trimEnd() : written).length;
  const isEmpty = isScalar(node) && node.value === null;
  if (isWanted(value)) {
    if (isMap(node)) return mapEdits(text, node, value, eol);
    if (!isEmpty) return notMapping(text, pair.key);
    if (!isFlow) {
      const at = lineEnd(text, to);
      const indent = columnOf(text, start(pair.key));
      const rest = `${text.slice(to, at)}${eol}${block(value, indent + 2, eol)}`;
      return [{ from: from === to ? from : from - 1, to: at, text: rest }];
    }
  }
  const current: unknown = isScalar(node) ? node.value : undefined;
  if (current === value || (isSeq(node) && JSON.stringify(node) === JSON.stringify(value))) return [];
  const keyAt = start(pair.key);
  // Only a list may stand as far left as its key.
  const isTooFarLeft = text.slice(keyAt, from).includes('\n') && columnOf(text, from) <= columnOf(text, keyAt);
  const gap = isTooFarLeft ? '  ' : from === to && /\S/.test(text.charAt(from - 1)) ? ' ' : '';
  return [{ from, to, text: gap + flow(value) + (text.charAt(to) === '#' ? ' ' : '') }];
}

/** New entries after the last one of a mapping, in its own indentation; inside the braces where it has braces. */
function addition(text: string, map: YAMLMap, entries: Wanted, eol: string): Edit {
  const last = map.items.at(-1);
  if (map.flow === true) {
    const inside = Object.entries(entries).map(([key, value]) => `${key}: ${flow(value)}`);
    const at = last === undefined ? start(map) + 1 : Math.max(end(last.key), end(last.value));
    return { from: at, to: at, text: last === undefined ? ` ${inside.join(', ')} ` : `, ${inside.join(', ')}` };
  }
  const indent = columnOf(text, start(map.items[0]?.key));
  const at = lineEnd(text, lastOf(map));
  return { from: at, to: at, text: `${eol}${block(entries, indent, eol)}` };
}

function lastOf(node: unknown): number {
  if (isMap(node) && node.flow !== true) {
    const pair = node.items.at(-1);
    return hasRange(pair?.value) && pair.value.range[1] > end(pair.key) ? lastOf(pair.value) : end(pair?.key);
  }
  return end(node);
}

function block(entries: Wanted, indent: number, eol: string): string {
  const pad = ' '.repeat(indent);
  return Object.entries(entries)
    .map(([key, value]) =>
      isWanted(value) ? `${pad}${key}:${eol}${block(value, indent + 2, eol)}` : `${pad}${key}: ${flow(value)}`,
    )
    .join(eol);
}

// JSON is YAML; a plain word is left without quotes as a person would write it.
function flow(value: Wanted[string]): string {
  return typeof value === 'string' &&
    /^[a-z/][\w ./-]*$/i.test(value) &&
    !/^(true|false|null|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

function isWanted(value: Wanted[string]): value is Wanted {
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 0;
}

function hasRange(node: unknown): node is { readonly range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

const start = (node: unknown): number => (hasRange(node) ? node.range[0] : 0);
const end = (node: unknown): number => (hasRange(node) ? node.range[1] : 0);

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf('\n', at - 1) + 1);
}

/** Whether an agent can read it, with all that it refers to. */
function isReadable(text: string): boolean {
  try {
    parse(text, { logLevel: 'silent' });
    return true;
  } catch {
    return false;
  }
}

/** The end of the line, before its line break; a block scalar ends behind its last one. */
function lineEnd(text: string, at: number): number {
  const from = text.charAt(at - 1) === '\n' ? at - 1 : at;
  const found = text.indexOf('\n', from);
  const stop = found < 0 ? text.length : found;
  return text.charAt(stop - 1) === '\r' ? stop - 1 : stop;
}

/** What the parser's codes mean to a person. */
const reasons: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'reason.name_twice',
  TAB_AS_INDENT: 'reason.tab',
};

function notMapping(text: string, node: unknown): Fault {
  return faultAt(text, start(node), 'reason.no_mapping');
}

function faultAt(text: string, at: number, reason: string): Fault {
  const before = text.slice(0, at).split('\n');
  return { reason, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
