/**
 * Data is shown to a model and, by some agents, on a terminal. These characters would deceive either of them, and are
 * written as JSON writes them (`\u001b`), so that they are seen and nothing is lost:
 *
 * - control characters (ANSI escapes, NUL, a lone CR), halves of surrogate pairs, line separators;
 * - characters that reorder text (bidi overrides) or hide in it (zero width, tags, a second variation selector in a row),
 *   but not the joiners and marks that Persian, Hebrew, Indic scripts and emoji are written with;
 * - the first character of what chat templates and tool calls are marked up with, such as `<|im_end|>` or `</tool_result>`;
 * - every ninth backtick in a row, so that a fence stays short.
 */
const selector = '[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]';
const roles = 'system|user|assistant|human|developer|model|s|think(?:ing)?|prompt|instructions?';
const calls = 'tool\\w*|function\\w*|invoke|parameters?|im_(?:start|end)|(?:start|end)_of_turn';
const danger = [
  '(?!\\r\\n)[^\\P{Cc}\\t\\n]',
  '[\\p{Cs}\\p{Zl}\\p{Zp}\\u00ad\\u180e\\u200b\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}]',
  `(?<=${selector})${selector}`,
  `<(?=[|\\uff5c]|<?/?(?:[a-z]+:)?(?:${roles}|${calls}|sys)\\b)`,
  '\\[(?=/?INST\\])',
  '(?<=`{8})`',
].join('|');

/** A single class, which is fast: most cells hold nothing of it and are done with. */
const suspect = new RegExp(`[^\\P{Cc}\\t\\n]|[\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}<\`\\[]|${selector}`, 'u');
const found = new RegExp(danger, 'iu');
const all = new RegExp(danger, 'giu');
const toEscape = new RegExp(`\\\\|${danger}`, 'giu');
const atoms = new RegExp(`(?<escaped>\\\\|${danger})|.`, 'gisu');
const plainAtoms = /./gsu;

/** Whether a text must be escaped to be shown. */
export function hidesSomething(text: string): boolean {
  return suspect.test(text) && found.test(text);
}

/** The text with every such character as `\uXXXX` and every backslash as `\\`: what JSON reads back. */
export function escaped(text: string): string {
  return text.replace(toEscape, jsonEscape);
}

function jsonEscape(character: string): string {
  if (character === '\\') return '\\\\';
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The code points of a text, each with the length that it takes when it is shown. */
export function* shownLengths(text: string): Generator<{ readonly character: string; readonly length: number }> {
  for (const match of text.matchAll(hidesSomething(text) ? atoms : plainAtoms)) {
    const [character] = match;
    yield { character, length: match.groups?.escaped === undefined ? character.length : jsonEscape(character).length };
  }
}

/**
 * Data inside a line of prose or of a tree, such as a name. What would break the line, or could be taken for something
 * else, is put into quotes as JSON does it; an ordinary name stays as it is.
 */
export function inLine(data: string): string {
  return /[\r\n\t]|^["\s]|\s$|^$|`{3}|~{3}/.test(data) || hidesSomething(data) ? quoted(data) : data;
}

/** Data inside a line, in quotes whatever it is: for words that somebody else has written. */
export function quoted(data: string): string {
  return JSON.stringify(data)
    .replace(all, jsonEscape)
    .replace(/(?<=[`~]{2})[`~]/g, jsonEscape);
}
