import { SqlError } from '../sql-error.ts';
import type { Cursor } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { type Parameters, parseStatement } from './parse-statement.ts';
import type { Piece, Target } from './script.ts';

type Label = { readonly name: string; readonly isLoop: boolean };
/** Where the parser is, the labels around it, and the values of the parameters. */
export type Place = { readonly cursor: Cursor; readonly labels: readonly Label[]; readonly parameters: Parameters };

/** The text of what a rule reads. */
function pieceOf({ cursor }: Place, rule: () => void): Piece {
  const { at } = cursor.peek();
  rule();
  return { text: cursor.text.slice(at, cursor.end), at };
}

export const expressionPiece = (place: Place): Piece => pieceOf(place, () => parseExpression(place.cursor));

/** Everything up to one of these words, outside of parentheses. */
export function pieceUpTo(place: Place, words: readonly string[]): Piece {
  const { cursor } = place;
  let depth = 0;
  const piece = pieceOf(place, () => {
    while (depth > 0 || !words.some((word) => cursor.sees(word))) {
      const token = cursor.take();
      if (token.kind === 'end') throw cursor.unexpected();
      if (token.kind === 'symbol') depth += token.value === '(' ? 1 : token.value === ')' ? -1 : 0;
    }
  });
  if (piece.text === '') throw cursor.unexpected();
  return piece;
}

/** Tells of a mistake in a part of a script where it is in the whole. */
export function inPlace<Result>(at: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw moved(error, at);
  }
}

export function moved(error: unknown, by: number): unknown {
  if (!(error instanceof SqlError)) return error;
  const { errorClass, sqlState, text, at, span } = error;
  const there = span && { from: Math.max(0, span.from + by), to: Math.max(0, span.to + by) };
  return new SqlError(errorClass, sqlState, text, at === undefined ? undefined : Math.max(0, at + by), there);
}

export function parseTarget({ cursor }: Place): Target {
  const { at } = cursor.peek();
  const parts = [cursor.name()];
  while (cursor.accept('.')) parts.push(cursor.name());
  return { parts, at };
}

/** A mistake in a statement is told before any of the script runs. */
export function checked({ parameters }: Place, sql: Piece): Piece {
  inPlace(sql.at, () => parseStatement(sql.text, parameters));
  return sql;
}
