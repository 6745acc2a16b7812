import { LakegooseError } from '../base/errors.ts';
import type { MessageCode } from '../messages/say.ts';
import { sentenceOf } from './sentence-of.ts';
import type { Refused } from './verdict.ts';

/** A refusal as an error: its own sentence, and below it the nearest thing that is allowed. */
export function refusalError({ code, class: statementClass, words, line, column, advice }: Refused): LakegooseError {
  const sentence: MessageCode = sentenceOf[code];
  const next: MessageCode = advice.code;
  const facts = { class: statementClass, words, line, column };
  return new LakegooseError(sentence, facts, { parts: [new LakegooseError(next, advice.facts)] });
}
