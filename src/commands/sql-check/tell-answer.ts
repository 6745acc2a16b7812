import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';
import type { Answer } from './answer.ts';
import { marked } from './marked.ts';

/** For programs: one line of JSON, always with the same keys. */
export function answerLine({ class: statementClass, code, why, line, column }: Answer, language: Language): string {
  return JSON.stringify({
    class: statementClass,
    verdict: why === undefined ? 'allow' : 'refuse',
    code: code ?? null,
    reason: why === undefined ? null : wordsOf(why, language).replace(/\n\s*/g, ' '),
    line,
    column,
  });
}

/** For people: the line with its place marked, and what is said of it. */
export function tellAnswer({ class: statementClass, why, line, column, shown }: Answer, language: Language): string {
  const verdict =
    why === undefined ? say(language, 'sql.allowed', { class: statementClass }) : say(language, 'sql.refused');
  const lines = shown === undefined ? [] : marked(shown);
  const reason = why === undefined ? [] : wordsOf(why, language).split('\n');
  return [`${line}:${column}: ${verdict}`, ...[...lines, ...reason].map((text) => `  ${text}`)].join('\n');
}
