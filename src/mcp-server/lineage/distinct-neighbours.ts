import { keyOf, type Neighbour, type Place } from './hop.ts';

/** Each neighbour once, with its last moment, the latest first; without the place itself. Hidden ones are counted. */
export function distinctNeighbours(neighbours: readonly Neighbour[], own: Place): Neighbour[] {
  const found = new Map<string, Neighbour>();
  let hidden = 0;
  for (const one of neighbours) {
    if (one.place.kind === 'hidden') {
      hidden += one.place.count;
      continue;
    }
    const key = keyOf(one.place);
    const known = found.get(key);
    if (known === undefined || (one.last ?? '') > (known.last ?? '')) found.set(key, one);
  }
  found.delete(keyOf(own));
  const order = (one: Neighbour) => [one.last ?? '', keyOf(one.place)] as const;
  const sorted = [...found.values()].sort((one, other) => {
    const [[last, key], [otherLast, otherKey]] = [order(one), order(other)];
    if (last !== otherLast) return last < otherLast ? 1 : -1;
    return key < otherKey ? -1 : 1;
  });
  return hidden === 0 ? sorted : [...sorted, { place: { kind: 'hidden', count: hidden } }];
}
