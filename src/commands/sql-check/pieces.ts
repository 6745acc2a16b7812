import { lengthLimit } from '../../sql-guard/look.ts';
import { type Piece, splitStatements } from '../../sql-guard/split-statements.ts';
import { tokenize } from '../../sql-guard/tokenize.ts';

/** The statements of a text. Where it cannot be read on, such as behind an open quote, the last one is all the rest. */
export function pieces(text: string): readonly Piece[] {
  const lexed = tokenize(text);
  if (lexed.outcome === 'tokens') return splitStatements(text);
  const readable = text.slice(0, lexed.at);
  const before = tokenize(readable);
  const tokens = before.outcome === 'tokens' ? before.tokens : [];
  const whole = tokens.length === 0 ? [] : splitStatements(readable);
  const isInside = tokens.at(-1)?.upper !== ';' && whole.length > 0;
  const complete = isInside ? whole.slice(0, -1) : whole;
  const start = isInside ? (whole.at(-1)?.start ?? 0) : complete.length === 0 ? 0 : lexed.at;
  // What cannot be read is not too long as well.
  const end = lexed.at - start < lengthLimit / 2 ? start + lengthLimit / 2 : text.length;
  return [...complete, { text: cut(text, start, end), start }];
}

/** Never through the middle of a character; short enough in bytes, too. */
function cut(text: string, start: number, end: number): string {
  const piece = text.slice(start, end);
  return Buffer.byteLength(piece) <= lengthLimit ? piece.replace(/[\ud800-\udbff]$/, '') : text.slice(start);
}
