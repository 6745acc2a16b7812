/** A name for comparing: each character in lower case on its own, so that no name grows, shrinks or hangs on its neighbours. */
export function foldCase(text: string): string {
  return Array.from(text, (character) => {
    const lower = character.toLowerCase();
    return lower.length === character.length ? lower : character;
  }).join('');
}
