const widest = 160;
/** Characters of CJK and emoji stand on two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

/**
 * A line of a statement, cut to the width of a terminal, and below it a mark of some length from a column on (1-based), both in
 * characters. No mark where the length is 0 and the column is 1.
 */
export function marked({ text, column, length }: { text: string; column: number; length: number }): string[] {
  const characters = Array.from(text.replace(/\p{Cc}/gu, ' '));
  // A place far to the right is shown with what stands around it.
  const first = column > widest - 40 ? column - 41 : 0;
  const part = characters.slice(first, first + widest);
  const [before, after] = [first > 0 ? '…' : '', first + widest < characters.length ? '…' : ''];
  const line = `${before}${part.join('')}${after}`;
  if (length === 0 && column === 1) return [line];
  const place = column - 1 - first;
  const blanks = [before, ...part.slice(0, place)].map((one) => ' '.repeat(widthOf(one))).join('');
  const words = part.slice(place, place + length);
  const marks = Math.max(
    1,
    words.reduce((sum, one) => sum + widthOf(one), 0),
  );
  return [line, `${blanks}${'^'.repeat(marks)}`];
}

function widthOf(character: string): number {
  return character === '' ? 0 : wide.test(character) ? 2 : 1;
}
