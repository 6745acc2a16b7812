import { isLatin } from './characters.ts';

/** Where a quoted text that begins at `start` ends; -1 where it stays open. Doubled quotes stand for themselves. */
export function quotedEnd(text: string, start: number, escapes: boolean): number {
  const quote = text.charCodeAt(start);
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (escapes && code === 92) at += 2;
    else if (code !== quote) at++;
    else if (text.charCodeAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  return -1;
}

/** Where a raw string (`r'…'`) ends whose quote stands at `quote`: nothing escapes anything. */
export function rawEnd(text: string, quote: number): number {
  return text.indexOf(text.charAt(quote), quote + 1) + 1 || -1;
}

/** Where a body in dollar quotes (`$$…$$`, `$tag$…$tag$`) ends; -1 where it stays open, 0 where none begins. */
export function dollarEnd(text: string, start: number): number {
  const tag = tagAt(text, start);
  if (tag === '') return 0;
  // Each `$tag$` inside that is another tag is skipped up to its own last dollar, as Spark's lexer does.
  for (let at = text.indexOf('$', start + tag.length); at >= 0; at = text.indexOf('$', at + 1)) {
    if (tagAt(text, at) === tag) return at + tag.length;
  }
  return -1;
}

function tagAt(text: string, start: number): string {
  let at = start + 1;
  while (isLatin(text.charCodeAt(at))) at++;
  return text.charCodeAt(at) === 36 ? text.slice(start, at + 1) : '';
}
