/** A search has so many words at the most. */
export const mostWords = 6;

/** The words of a search, each once, without quotes around. Points divide them: no part of a table's name has one. */
export function wordsOf(text: string): string[] {
  const words = text
    .split(/[\s.,;、，。]+/u)
    .map((word) => word.replace(/^["'`“‘「『]+|["'`”’」』]+$/gu, ''))
    .filter((word) => word !== '');
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}

/** What is wrong with the words of a search. */
export const wordsAre = `must be 1 to ${mostWords} words`;

export function isSearch(text: string): boolean {
  const { length } = wordsOf(text);
  return length >= 1 && length <= mostWords && text.length <= 300;
}
