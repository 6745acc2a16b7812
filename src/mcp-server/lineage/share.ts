/** Shares `room` fairly: nobody gets more than was wished, and what the small leave over goes to the large. */
export function share(room: number, wishes: readonly number[]): number[] {
  const given = wishes.map(() => 0);
  let left = room;
  const byWish = wishes.map((wish, index) => ({ wish, index })).sort((one, other) => one.wish - other.wish);
  byWish.forEach(({ wish, index }, rank) => {
    const fair = Math.ceil(left / (byWish.length - rank));
    given[index] = Math.min(wish, fair, left);
    left -= given[index] ?? 0;
  });
  return given;
}
