import { type Language, say } from '../../messages/say.ts';
import { refusalError } from '../../sql-guard/refusal-error.ts';
import type { Refused, Verdict } from '../../sql-guard/verdict.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';

type Checked = { readonly verdict: Verdict; readonly text: string; readonly line: number; readonly column: number };

/** For programs: one line of JSON. Line and column are those of the input. */
export function verdictLine(checked: Checked, language: Language): string {
  const { verdict, line, column } = checked;
  if (verdict.verdict === 'allow') {
    return JSON.stringify({ class: verdict.class, verdict: 'allow', code: null, reason: null, line, column });
  }
  const placed = placedIn(verdict, checked);
  const reason = wordsOf(refusalError(placed), language).replace(/\n\s*/g, ' ');
  const { class: statementClass, code } = verdict;
  return JSON.stringify({
    class: statementClass,
    verdict: 'refuse',
    code,
    reason,
    line: placed.line,
    column: placed.column,
  });
}

/** For people: the line with its place marked, and what is said of it. */
export function tellVerdict(checked: Checked, language: Language): string {
  const { verdict, text, line, column } = checked;
  const lines = text.split(/\r\n|\r|\n/);
  if (verdict.verdict === 'allow') {
    return `${line}:${column}: ${say(language, 'sql.allowed', { class: verdict.class })}\n  ${shown(lines[0])}`;
  }
  const placed = placedIn(verdict, checked);
  const marker = `${' '.repeat(Math.min(verdict.column, widest) - 1)}${'^'.repeat(Math.max(1, Array.from(verdict.words).length))}`;
  return [
    `${placed.line}:${placed.column}: ${say(language, 'sql.refused')}`,
    `  ${shown(lines[verdict.line - 1])}`,
    `  ${marker}`,
    `  ${wordsOf(refusalError(placed), language)}`,
  ].join('\n');
}

const widest = 160;

function shown(line = ''): string {
  const characters = Array.from(line.replace(/\p{Cc}/gu, ' '));
  return characters.length > widest ? `${characters.slice(0, widest).join('')}…` : characters.join('');
}

/** A refusal with its place counted from the beginning of the input. */
function placedIn(refused: Refused, { line, column }: Checked): Refused {
  const isFirstLine = refused.line === 1;
  return {
    ...refused,
    line: refused.line + line - 1,
    column: isFirstLine ? refused.column + column - 1 : refused.column,
  };
}
