/** Towards what the data comes from, or towards what is made from it. */
export type Way = 'upstream' | 'downstream';

/** What lineage leads to. `full` is `catalog.schema.table`, in the case in which it was told. */
export type Place =
  | { readonly kind: 'table'; readonly full: string; readonly type?: string }
  | { readonly kind: 'column'; readonly full: string; readonly column: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Something without a name, because the caller may not see it or it is no table: that it is there is all that is told. */
  | { readonly kind: 'hidden'; readonly count: number };

export type Neighbour = {
  readonly place: Place;
  /** When data last went this way: `2026-01-01 00:00:00`. */
  readonly last?: string;
};

/** A notebook, job or other thing that reads or writes a table. */
export type Entity = {
  /** Such as `notebook`. */
  readonly kind: string;
  /** Its identifier, or who it was where a statement belongs to nothing. */
  readonly id: string;
  readonly workspace?: string;
  readonly last?: string;
};

/** What is one step away from a place. */
export type Hop = {
  readonly [way in Way]: readonly Neighbour[];
} & {
  /** What wrote the table (upstream) and what read it (downstream), where it was asked for. */
  readonly entities?: { readonly [way in Way]: readonly Entity[] };
};

/** A failure leaves one place unanswered; whether the rest is worth telling is for the caller to say. */
export type Answer = { readonly hop: Hop } | { readonly failure: unknown };

/** Who answers: asked for many places at once, it gives an answer for each, in their order. */
export type LineageSource = (
  places: readonly Place[],
  asked: { readonly ways: readonly Way[]; readonly entities: boolean; readonly signal: AbortSignal },
) => Promise<readonly Answer[]>;

/** Names the same place alike. Unity Catalog's names have no case. */
export function keyOf(place: Place): string {
  switch (place.kind) {
    case 'table':
      return `table ${place.full.toLowerCase()}`;
    case 'column':
      return `column ${place.full.toLowerCase()} ${place.column.toLowerCase()}`;
    case 'file':
      return `file ${place.path}`;
    case 'hidden':
      return 'hidden';
  }
}

/** `2026-01-01 00:00:00` of what the API and the system tables write for a moment; undefined for anything else. */
export function momentOf(text: string | null | undefined): string | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(text ?? '') ?? [];
  return day === undefined ? undefined : `${day} ${time}`;
}
