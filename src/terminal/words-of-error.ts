import { LakegooseError } from '../base/errors.ts';
import type { Language } from '../messages/language.ts';
import { isMessageCode, say } from '../messages/say.ts';

/** The sentence for a person. Anything but a `LakegooseError` is a fault of ours and is shown with its trace. */
export function wordsOf(error: unknown, language: Language): string {
  if (!(error instanceof LakegooseError)) {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return `${say(language, 'cli.fault')}\n${trace}`;
  }
  const sentence = isMessageCode(error.code) ? say(language, error.code, error.facts) : error.message;
  return [sentence, ...error.parts.map((part) => `  - ${wordsOf(part, language)}`)].join('\n');
}
