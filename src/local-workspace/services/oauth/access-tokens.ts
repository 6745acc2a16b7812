import type { User } from '../route.ts';
import { type Clock, ExpiringMap } from './expiring-map.ts';
import { digestOf, newSecret } from './secrets.ts';

export type Grant = { readonly user: User; readonly scopes: readonly string[]; readonly family: string };

const ROOM = 10_000;
/** An ended token is remembered this long, so that its user hears "expired" and not "invalid". */
const REMEMBERED_MS = 3_600_000;

/** OAuth access tokens: opaque, as digests, in memory only; a restart costs a client one refresh. */
export class AccessTokens {
  private readonly tokens: ExpiringMap<{ readonly grant: Grant; readonly endsAt: number }>;
  private readonly clock: Clock;
  readonly lifeSeconds: number;

  constructor(lifeSeconds: number, clock: Clock = Date.now) {
    this.lifeSeconds = lifeSeconds;
    this.clock = clock;
    this.tokens = new ExpiringMap(ROOM, clock);
  }

  issue(grant: Grant): string {
    const token = newSecret();
    const endsAt = this.clock() + this.lifeSeconds * 1000;
    this.tokens.set(digestOf(token), { grant, endsAt }, endsAt + REMEMBERED_MS);
    return token;
  }

  find(token: string): Grant | 'expired' | undefined {
    const found = this.tokens.get(digestOf(token));
    if (!found) return undefined;
    return found.endsAt > this.clock() ? found.grant : 'expired';
  }

  revoke(token: string): void {
    this.tokens.delete(digestOf(token));
  }

  revokeFamily(family: string): void {
    this.tokens.deleteWhere(({ grant }) => grant.family === family);
  }
}
