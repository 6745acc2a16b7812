import { type OpenText, openTextOf, pythonTokens } from './python-tokens.ts';

/** Where a line of Python begins: in a text that the lines before it opened, and in how many brackets. */
export type Inside = { readonly text: OpenText | undefined; readonly brackets: number };

/** At the beginning of a statement. */
export const nowhere: Inside = { text: undefined, brackets: 0 };

/** Where the next line begins. */
export function afterLine(line: string, { text, brackets }: Inside): Inside {
  const from = text === undefined ? 0 : openTextOf(line, text);
  if (from === undefined) return { text, brackets };
  const rest = line.slice(from);
  const tokens = pythonTokens(rest);
  let depth = brackets;
  for (const token of tokens) {
    if (token.kind !== 'sign') continue;
    if ('([{'.includes(token.text)) depth += 1;
    else if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
  }
  const last = tokens.at(-1);
  const open = last?.kind === 'string' ? last.open : undefined;
  return open === undefined && depth === 0 ? nowhere : { text: open, brackets: depth };
}

/** Whether a text of several lines is still open where this ends. */
export function endsInText(source: string): boolean {
  return source.split('\n').reduce((inside, line) => afterLine(line, inside), nowhere).text !== undefined;
}
