/** SQL that stands in a cell as it will run. */
export type LiteralSql = {
  readonly sql: string;
  /** The line of the cell, from 1, in which stands what is at an offset of it. */
  readonly lineAt: (offset: number) => number;
};
/** Something whose effect cannot be read from the cell. */
export type Unseen = { readonly line: number; readonly what: string };
export type Look = { readonly literals: readonly LiteralSql[]; readonly unseen: readonly Unseen[] };
/** A look that is being taken. */
export type Found = { readonly literals: LiteralSql[]; readonly unseen: Unseen[] };

/** Which line an offset of a text is in. */
export function lineCounter(text: string, firstLine: number): (at: number) => number {
  const ends = Array.from(text.matchAll(/\n/g), ({ index }) => index);
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return firstLine + low;
  };
}
