import { LakegooseError } from '../base/errors.ts';
import { type Category, categoryByCode, isErrorCode } from '../messages/categories.ts';
import { wordsOf } from '../terminal/words-of-error.ts';

/** A warehouse may repeat a whole statement in what it says. In characters; the end has the marked place. */
const kept = { head: 6000, tail: 2000 } as const;

/**
 * `Error: [category] cause and repair`, for a model. It begins with that word because Goose shows the model no mark for
 * a failed call (facts `goose.md` §5).
 */
export function errorText(error: unknown): string {
  const words = wordsOf(error, 'en');
  const { length } = words;
  const cut = `${words.slice(0, kept.head)} … (cut) … ${words.slice(-kept.tail)}`.toWellFormed();
  return `Error: [${categoryOf(error)}] ${length > kept.head + kept.tail ? cut : words}`;
}

function categoryOf(error: unknown): Category {
  return error instanceof LakegooseError && isErrorCode(error.code) ? categoryByCode[error.code] : 'fault';
}
