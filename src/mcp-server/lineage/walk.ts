import { ApiError } from '../../databricks-client/errors.ts';
import { distinctNeighbours } from './distinct-neighbours.ts';
import { type Answer, type Entity, keyOf, type LineageSource, type Neighbour, type Place, type Way } from './hop.ts';
import { share } from './share.ts';

/** Why a branch ends here though there may be more. */
export type Ending =
  /** Its own branches stand at another line, or it is where one came from. */
  | 'shown elsewhere'
  | 'does not exist any more'
  | 'you may not look further'
  | 'no answer'
  /** The answer is full, or its time is over. */
  | 'full'
  | 'late'
  /** The depth that was asked for. */
  | 'deep';

export type Branch = {
  readonly way: Way;
  readonly place: Place;
  readonly last?: string;
  readonly branches: Branch[];
  /** How many neighbours had no room. */
  more: number;
  ending?: Ending;
};

export type Root = { readonly place: Place; readonly branches: Branch[]; readonly more: Record<Way, number> };

export type Tree = {
  readonly roots: readonly Root[];
  readonly entities: Readonly<Record<Way, readonly Entity[]>>;
};

type Options = {
  readonly ways: readonly Way[];
  /** Steps to follow. */
  readonly depth: number;
  /** Branches at the most. */
  readonly limit: number;
  /** Aborted when nobody wants the answer any more. */
  readonly signal: AbortSignal;
  /** Aborted when the answer must be given with what is there. */
  readonly late: AbortSignal;
};

type Open = { readonly way: Way; readonly place: Place; readonly branch: Branch | undefined; readonly root: Root };

/**
 * Follows lineage from its roots, a step at a time, and asks for each place once; so a branch grows where it is nearest
 * to its root. Throws what went wrong at a root; what goes wrong further out ends a branch.
 */
export async function walk(places: readonly Place[], source: LineageSource, options: Options): Promise<Tree> {
  const { ways, depth, limit, signal, late } = options;
  const roots = places.map((place): Root => ({ place, branches: [], more: { upstream: 0, downstream: 0 } }));
  const known = new Map<string, Answer>();
  const seen = { upstream: new Set(places.map(keyOf)), downstream: new Set(places.map(keyOf)) };
  let open = roots.flatMap((root) => ways.map((way): Open => ({ way, place: root.place, branch: undefined, root })));
  let room = limit;
  for (let step = 1; open.length > 0; step++) {
    const stop = room <= 0 ? 'full' : late.aborted ? 'late' : step > depth ? 'deep' : undefined;
    if (stop !== undefined) {
      for (const { branch } of open) if (branch !== undefined) branch.ending = stop;
      break;
    }
    const wanted = [...new Map(open.map(({ place }) => [keyOf(place), place]))].filter(([key]) => !known.has(key));
    const isFirst = step === 1;
    const asked = { ways, entities: isFirst, signal: isFirst ? signal : AbortSignal.any([signal, late]) };
    const answers = await source(
      wanted.map(([, place]) => place),
      asked,
    );
    wanted.forEach(([key], index) => {
      known.set(key, answers[index] ?? { failure: undefined });
    });
    signal.throwIfAborted();
    const found = open.map((one) => neighboursOf(one, known, late));
    const rooms = share(
      room,
      found.map(({ length }) => length),
    );
    open = open.flatMap((one, index) => {
      const fitting = (found[index] ?? []).slice(0, rooms[index]);
      room -= fitting.length;
      leaveOut(one, (found[index]?.length ?? 0) - fitting.length);
      return fitting.flatMap((neighbour) => grow(one, neighbour, seen[one.way]));
    });
  }
  const first = known.get(keyOf(places[0] ?? { kind: 'hidden', count: 0 }));
  const entities = first !== undefined && 'hop' in first ? first.hop.entities : undefined;
  return { roots, entities: entities ?? { upstream: [], downstream: [] } };
}

function neighboursOf({ way, place, branch }: Open, known: ReadonlyMap<string, Answer>, late: AbortSignal) {
  const answer = known.get(keyOf(place)) ?? { failure: undefined };
  if ('hop' in answer) return distinctNeighbours(answer.hop[way], place);
  if (branch === undefined) throw answer.failure;
  branch.ending = endingOf(answer.failure, late);
  return [];
}

/** Throws what concerns more than the one branch. */
function endingOf(failure: unknown, late: AbortSignal): Ending {
  if (late.aborted) return 'late';
  if (!(failure instanceof ApiError) || failure.status === 401) throw failure;
  if (failure.status === 404) return 'does not exist any more';
  return failure.status === 403 ? 'you may not look further' : 'no answer';
}

function leaveOut({ way, branch, root }: Open, count: number): void {
  if (branch === undefined) root.more[way] += count;
  else branch.more += count;
}

/** Adds a branch; it is open where it can be followed. */
function grow({ way, branch: below, root }: Open, { place, last }: Neighbour, seen: Set<string>): Open[] {
  const branch: Branch = { way, place, branches: [], more: 0, ...(last === undefined ? {} : { last }) };
  (below ?? root).branches.push(branch);
  if (place.kind === 'hidden' || place.kind === 'file') return [];
  const key = keyOf(place);
  if (seen.has(key)) {
    branch.ending = 'shown elsewhere';
    return [];
  }
  seen.add(key);
  return [{ way, place, branch, root }];
}
