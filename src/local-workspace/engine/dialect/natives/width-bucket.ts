/** In which of the equal parts between two bounds a value lies, counted from 1; the bounds may stand the other way round. */
export function widthBucket(value: number, least: number, most: number, buckets: bigint): bigint | null {
  if (buckets <= 0n || least === most || ![least, most].every(Number.isFinite) || Number.isNaN(value)) return null;
  const [from, to] = [Math.min(least, most), Math.max(least, most)];
  const count = Number(buckets);
  if (least < most) {
    if (value < from) return 0n;
    return value >= to ? buckets + 1n : BigInt(Math.floor((count * (value - from)) / (to - from)) + 1);
  }
  if (value > to) return 0n;
  return value <= from ? buckets + 1n : BigInt(Math.floor((count * (to - value)) / (to - from)) + 1);
}
