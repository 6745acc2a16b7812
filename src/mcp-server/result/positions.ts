/** Longer lists say less than they cost. */
const mostRanges = 20;

/** Positions, counted from 1, as ranges: `2, 5-7`. Names would be data outside of the fence. */
export function positions(zeroBased: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const at of zeroBased) {
    const range = ranges.at(-1);
    if (range !== undefined && at === range.last) range.last = at + 1;
    else ranges.push({ first: at + 1, last: at + 1 });
  }
  const told = ranges.slice(0, mostRanges).map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return [...told, ...(ranges.length > mostRanges ? ['…'] : [])].join(', ');
}
