/** The characters of a pattern that stand for any text and, where there is one, for any one character. */
export type Wildcards = { readonly any: string; readonly one?: string };

/**
 * Whether a name is as the pattern says, in any case. Goes back to the last wildcard only, so that its time is at most
 * the length of the name times the length of the pattern, whatever the pattern is.
 */
export function matchesName(pattern: string, name: string, { any, one }: Wildcards): boolean {
  const [wanted, given] = [pattern.toLowerCase(), name.toLowerCase()];
  let at = 0;
  let back: { readonly at: number; position: number } | undefined;
  let position = 0;
  while (position < given.length) {
    if (wanted[at] === any) {
      at += 1;
      back = { at, position };
    } else if (at < wanted.length && (wanted[at] === one || wanted[at] === given[position])) {
      at += 1;
      position += 1;
    } else if (back) {
      back.position += 1;
      [at, position] = [back.at, back.position];
    } else {
      return false;
    }
  }
  while (wanted[at] === any) at += 1;
  return at === wanted.length;
}
