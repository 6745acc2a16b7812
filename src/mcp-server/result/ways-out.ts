/** What a model can do when something was cut: narrow its question, or use a parameter that the tool has. */
export type WayOut = 'narrow' | 'row_limit' | 'save_as';

const words: Readonly<Record<WayOut, string>> = {
  narrow: 'ask for less (WHERE, fewer columns, an aggregate)',
  row_limit: 'raise row_limit',
  save_as: 'save all of it to a file (save_as)',
};

/** How to get what was cut, as one line; nothing where the tool offers no way. */
export function wayOutLine(ways: readonly WayOut[]): readonly string[] {
  const all = ways.map((way) => words[way]);
  return all.length === 0 ? [] : [`To get more: ${all.join('; or ')}.`];
}
