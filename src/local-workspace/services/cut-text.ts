const MARK = '… (cut by the local workspace)';

/** History and log keep no more of one statement. */
export const KEPT_TEXT = 64 * 1024;

/** The text, or its beginning with a mark at its end; the answer never keeps the whole text in memory. */
export function cutText(text: string, most = KEPT_TEXT): string {
  if (text.length <= most && Buffer.byteLength(text) <= most) return text;
  // Decoding leaves a replacement character where the last letter was cut in two.
  const head = Buffer.from(text.slice(0, most))
    .subarray(0, most)
    .toString()
    .replace(/\uFFFD$/, '');
  return head + MARK;
}

/** The same text in memory of its own: a part of a long text would keep all of it. */
export const ownText = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
