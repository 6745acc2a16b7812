import type { CatalogChange } from '../catalog/catalog.ts';
import type { Plan } from '../plan/plan.ts';

/** What one write has to itself until it is done: a table or view, or a whole schema where no `table` is named. */
export type Claim = { readonly schema: string; readonly table?: string };

function claimOf(change: CatalogChange): Claim[] {
  switch (change.kind) {
    case 'put-schema':
      return [{ schema: `${change.schema.catalog}.${change.schema.name}` }];
    case 'drop-schema':
      return [{ schema: `${change.catalog}.${change.name}` }];
    case 'put-table':
    case 'drop-table':
      return [{ schema: `${change.table.catalog}.${change.table.schema}`, table: change.table.name }];
    case 'put-routine':
    case 'drop-routine':
      return [{ schema: `${change.routine.catalog}.${change.routine.schema}`, table: `${change.routine.name}()` }];
    case 'add-lineage':
    case 'put-granted':
      return [];
  }
}

/** Grants claim nothing: they never wait for data. */
export function claimsOf({ target, changes }: Extract<Plan, { kind: 'change' }>): Claim[] {
  const own = target ? [{ schema: `${target.catalog}.${target.schema}`, table: target.name }] : [];
  return [...own, ...changes.flatMap(claimOf)];
}

const collide = (a: Claim, b: Claim): boolean =>
  a.schema === b.schema && (a.table === undefined || b.table === undefined || a.table === b.table);

type Turn = { readonly claims: readonly Claim[]; begin: (() => void) | undefined };

/** Writes of the same table one after the other, as they came; all others side by side. */
export class Claims {
  private readonly turns = new Set<Turn>();

  /** Gives what lets go of the claims. Throws the signal's reason where it is aborted before its turn. */
  async take(claims: readonly Claim[], signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const turn: Turn = { claims, begin: resolve };
    this.turns.add(turn);
    const letGo = (): void => {
      this.turns.delete(turn);
      this.beginNext();
    };
    const stop = (): void => {
      letGo();
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
    this.beginNext();
    await promise;
    signal.removeEventListener('abort', stop);
    return letGo;
  }

  /** All of a write's claims at once, and never past an earlier one that wants the same: so nothing waits for ever. */
  private beginNext(): void {
    const before: Claim[] = [];
    for (const turn of this.turns) {
      if (turn.begin && !turn.claims.some((claim) => before.some((earlier) => collide(claim, earlier)))) {
        turn.begin();
        turn.begin = undefined;
      }
      before.push(...turn.claims);
    }
  }
}
