import type { UnseenPlace } from './guard/judge-cells.ts';

export type UnseenKind = UnseenPlace & { readonly times: number };

/** What cannot be seen, each kind once for a cell: where it is first, and how often it is there. */
export function unseenKinds(unseen: readonly UnseenPlace[]): readonly UnseenKind[] {
  const alike = Object.values(Object.groupBy(unseen, ({ cell, what }) => `${cell} ${what}`));
  return alike.flatMap(([first, ...others] = []) =>
    first === undefined ? [] : [{ ...first, times: others.length + 1 }],
  );
}
