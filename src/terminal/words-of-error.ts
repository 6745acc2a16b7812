import { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import { isMessageCode, say } from '../messages/say.ts';
import { printable } from './printable.ts';
import { withoutPasswords } from './without-passwords.ts';

/** How a fact that is a text is shown: it may be anybody's, such as a cell that a SQL warehouse repeats. */
type Show = (fact: string, name: string) => string;

/** The sentence for a person. Anything but a `LakegooseError` is a fault of ours and is shown with its trace. */
export function wordsOf(error: unknown, language: Language, show: Show = printable): string {
  if (!(error instanceof LakegooseError)) return `${say(language, 'cli.fault')}\n${show(traceOf(error), 'trace')}`;
  const facts = Object.entries(error.facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? show(withoutPasswords(fact), name) : fact,
  ]);
  const sentence = isMessageCode(error.code) ? say(language, error.code, Object.fromEntries(facts)) : error.message;
  return [sentence, ...error.parts.map((part) => `  - ${wordsOf(part, language, show)}`)].join('\n');
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
