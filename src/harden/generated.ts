import { createHash } from 'node:crypto';

/** With this a file of ours begins, behind the sign of a comment. */
export const ownHead = 'lakegoose harden <-';

/** A file of ours: below its first line, which tells what it was made of, and how to see whether somebody has changed it. */
export function generated(head: string, body: string): string {
  return `${head} ${digestOf(body)}\n${body}`;
}

/** Whether a file of ours is no longer as it was made. */
export function isChanged(text: string): boolean {
  const [, sign = '', body = ''] = /^\S+ lakegoose harden <- .* (\w+)\r?\n([\s\S]*)$/.exec(text) ?? [];
  return sign !== '' && sign !== digestOf(body);
}

/** The same for line ends of Windows, as Git may write them. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 12);
}
