import { isSpace } from './characters.ts';

/**
 * Where the white space and comments that begin at `start` end; `start` itself where there are none, -1 where a comment
 * stays open. A hint (`/*+`) is no comment.
 */
export function skipGap(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (code === 45 && text.charCodeAt(at + 1) === 45) at = lineCommentEnd(text, at);
    else if (code === 47 && text.charCodeAt(at + 1) === 42 && text.charCodeAt(at + 2) !== 43) {
      at = blockCommentEnd(text, at);
      if (at < 0) return -1;
    } else return at;
  }
  return at;
}

/** A line comment ends at CR or LF; a backslash before LF continues it, before CR LF it does not. */
function lineCommentEnd(text: string, start: number): number {
  let at = start + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 92 && text.charCodeAt(at + 1) === 10) at += 2;
    else if (code === 10 || code === 13) return at;
    else at++;
  }
  return at;
}

/** Comments nest, but the start of a hint inside a comment does not. Quotes inside mean nothing. */
function blockCommentEnd(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (code === 42 && next === 47) {
      at += 2;
      depth--;
      if (depth === 0) return at;
    } else if (code === 47 && next === 42 && text.charCodeAt(at + 2) !== 43) {
      at += 2;
      depth++;
    } else at++;
  }
  return -1;
}
