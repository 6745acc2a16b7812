const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const mixKey = (key: number): number => Math.imul(rotate(Math.imul(key, 0xcc9e2d51), 15), 0x1b873593);
const mix = (hash: number, key: number): number => (Math.imul(rotate(hash ^ mixKey(key), 13), 5) + 0xe6546b64) | 0;

function finish(hash: number, length: number): number {
  let value = hash ^ length;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}

/** Murmur3 as Spark computes it of numbers of four or eight bytes. */
export function murmurNumber(value: bigint, bytes: number, seed: number): number {
  const low = Number(BigInt.asIntN(32, value));
  if (bytes === 4) return finish(mix(seed, low), 4);
  return finish(mix(mix(seed, low), Number(BigInt.asIntN(32, value >> 32n))), 8);
}

/** Of bytes: whole words first, and each byte that is left as a word of its own. */
export function murmurBytes(bytes: Buffer, seed: number): number {
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let at = 0; at < whole; at += 4) hash = mix(hash, bytes.readInt32LE(at));
  for (let at = whole; at < bytes.length; at += 1) hash = mix(hash, bytes.readInt8(at));
  return finish(hash, bytes.length);
}
