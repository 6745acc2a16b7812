import { judge } from '../../sql-guard/judge.ts';
import type { Rules } from '../../sql-guard/policy.ts';
import { inWhole, type Position, positionOf } from '../../sql-guard/position.ts';
import { refusalError } from '../../sql-guard/refusal-error.ts';
import { notText } from '../not-text.ts';
import { type Answer, unreadable } from './answer.ts';
import { pieces } from './pieces.ts';

/** An answer for each statement of a text. */
export function* answers(bytes: Buffer, rules: Rules): Generator<Answer> {
  const wrong = notText(bytes, 1);
  if (wrong !== undefined) return yield unreadable(wrong);
  const text = bytes.toString('utf8');
  let [line, column, last] = [1, 1, 0];
  for (const piece of pieces(text)) {
    // From piece to piece, so that a long file is not counted from its beginning for each of them.
    const passed = positionOf(text.slice(last, piece.start), piece.start - last);
    column = passed.line > 1 ? passed.column : column + passed.column - 1;
    line += passed.line - 1;
    last = piece.start;
    yield judged(piece.text, rules, { line, column });
  }
}

/** What the guard makes of one statement that begins at a place of the input. */
export function judged(text: string, rules: Rules, { line, column }: Position): Answer {
  const verdict = judge(text, rules);
  const lines = text.split(/\r\n|\r|\n/);
  if (verdict.verdict === 'allow') {
    return { class: verdict.class, line, column, shown: { text: lines[0] ?? '', column: 1, length: 0 } };
  }
  const placed = { ...verdict, ...inWhole(verdict, { line, column }) };
  const shown = lines[verdict.line - 1] ?? '';
  return {
    class: verdict.class,
    code: verdict.code,
    why: refusalError(placed),
    line: placed.line,
    column: placed.column,
    ...(verdict.code === 'EMPTY_STATEMENT' || shown.trim() === ''
      ? {}
      : { shown: { text: shown, column: verdict.column, length: Array.from(verdict.words).length || 1 } }),
  };
}
