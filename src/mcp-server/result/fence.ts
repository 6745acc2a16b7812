/** Data between fences that are longer than any run of backticks inside, so that it cannot leave them. */
export function fenced(language: 'csv' | 'text', data: string): string {
  const longest = Math.max(2, ...Array.from(data.matchAll(/`{3,}/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${data}\n${fence}`;
}

/** What the fences take at the most: a run of backticks inside is never longer than eight. */
export const fenceRoom = 2 * 9 + 'text'.length + 2;
