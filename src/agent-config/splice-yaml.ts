import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** What must stand in a file: a value, or a mapping of more of them. Lists and empty mappings are values. */
export type Wanted = { readonly [key: string]: Wanted | string | number | boolean | readonly string[] };

export type Spliced =
  | { readonly outcome: 'spliced'; readonly text: string }
  /** Not a mapping that could be read; `reason` is a code of `messages/`. */
  | ({ readonly outcome: 'broken' } & Fault);

/** What is wrong in a file, and where. */
type Fault = { readonly reason: string; readonly line: number; readonly column: number };
type Edit = { readonly from: number; readonly to: number; readonly text: string };

/**
 * A YAML file with the wanted values in it, put in by changing only the places that must change: every other byte stays,
 * comments, order, style and line ends included.
 */
export function spliceYaml(text: string, wanted: Wanted): Spliced {
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
  // From the end backwards; of two at one place the later found comes behind, so it goes in first.
  const result = edits
    .toReversed()
    .sort((one, other) => other.from - one.from)
    .reduce((current, { from, to, text: piece }) => current.slice(0, from) + piece + current.slice(to), text);
  return { outcome: 'spliced', text: result };
}

function mapEdits(text: string, map: YAMLMap, wanted: Wanted, eol: string): Edit[] | Fault {
  const edits: Edit[] = [];
  const missing: Record<string, Wanted[string]> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined) missing[key] = value;
    else {
      const inner = pairEdits(text, pair, value, eol);
      if (!Array.isArray(inner)) return inner;
      edits.push(...inner);
    }
  }
  if (Object.keys(missing).length > 0) edits.push(addition(text, map, missing, eol));
  return edits;
}

function pairEdits(text: string, pair: Pair, value: Wanted[string], eol: string): Edit[] | Fault {
  const node = pair.value;
  if (isWanted(value) && isMap(node)) return mapEdits(text, node, value, eol);
  const indent = columnOf(text, start(pair.key));
  if (!hasRange(node)) return [{ from: end(pair.key) + 1, to: end(pair.key) + 1, text: ` ${flow(value)}` }];
  const isEmpty = isScalar(node) && node.value === null;
  if (isWanted(value)) {
    if (!isEmpty) return notMapping(text, pair.key);
    const at = lineEnd(text, node.range[1]);
    return [{ from: at, to: at, text: `${eol}${block(value, indent + 2, eol)}` }];
  }
  const current: unknown = isScalar(node) ? node.value : undefined;
  if (current === value || (isSeq(node) && JSON.stringify(node) === JSON.stringify(value))) return [];
  const gap = isEmpty && text.charAt(node.range[0] - 1) === ':' ? ' ' : '';
  return [{ from: node.range[0], to: node.range[1], text: gap + flow(value) }];
}

/** New entries after the last one of a mapping, in its own indentation; inside the braces where it has braces. */
function addition(text: string, map: YAMLMap, entries: Wanted, eol: string): Edit {
  if (map.flow === true) {
    const close = text.lastIndexOf('}', (map.range?.[1] ?? 0) - 1);
    const comma = map.items.length > 0 ? ', ' : ' ';
    const inside = Object.entries(entries).map(([key, value]) => `${key}: ${flow(value)}`);
    const at = text.slice(0, close).trimEnd().length;
    return { from: at, to: close, text: `${comma}${inside.join(', ')} ` };
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
