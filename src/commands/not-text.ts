import { isUtf8 } from 'node:buffer';
import { LakegooseError } from '../base/errors.ts';
import type { MessageCode } from '../messages/say.ts';
import { type Position, positionOf } from '../sql-guard/position.ts';

type NotText = Position & { readonly why: LakegooseError };

/** What is said of bytes that are no text in UTF-8; undefined where they are. `line`: where they begin in the input. */
export function notText(bytes: Buffer, line: number): NotText | undefined {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const isBinary = bytes.includes(0);
  if (isUtf8(bytes) && !isBinary) return undefined;
  const text = bytes.toString('utf8');
  const place = positionOf(text, Math.max(0, text.search(/[\ufffd\0]/)));
  const facts = { line: place.line + line - 1, column: place.column };
  const sentence: MessageCode = isWide ? 'sql.utf16' : isBinary ? 'sql.binary' : 'sql.not_utf8';
  return { why: new LakegooseError(sentence, facts), ...facts };
}
