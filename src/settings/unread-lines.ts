import type { Environment } from './dot-env.ts';
import { settings } from './schema.ts';

/** A line of a `.env` (1-based) with a name of ours in it, which sets nothing. */
export type Unread = { readonly line: number; readonly name: string };

/**
 * The lines of a `.env` that were meant to set something of ours and do not: `NAME: value`, `set NAME=value`, a name in
 * lower case. Whoever wrote a limit there would believe that it is in force.
 */
export function unreadLines(text: string, values: Environment): readonly Unread[] {
  return text.split('\n').flatMap((line, index): Unread[] => {
    const [, head = '', equals] = /^([^#=]*)(=?)/.exec(line) ?? [];
    const name = nameIn(head);
    if (name === undefined) return [];
    const key = head.trim();
    const isRead = equals !== '' && key.replace(/^export[ \t]+/, '') === name && Object.hasOwn(values, name);
    // Node.js reads `export NAME=` without a value as a name of two words.
    return isRead || values[key] === '' ? [] : [{ line: index + 1, name }];
  });
}

/** The first name of ours in what stands before `=`, in whatever letters: those of a Japanese keyboard are wide. */
function nameIn(head: string): string | undefined {
  const words = head.normalize('NFKC').toUpperCase().replaceAll('-', '_').match(/\w+/g) ?? [];
  return words.find((word) => word.startsWith('LAKEGOOSE_') || Object.hasOwn(settings, word));
}
