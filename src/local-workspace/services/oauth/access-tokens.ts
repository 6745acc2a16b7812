import { findPrincipal } from '../principals.ts';
import type { User } from '../route.ts';
import { type Clock, ExpiringMap } from './expiring-map.ts';
import type { KeptAccess, KeptSignIns } from './kept-sign-ins.ts';
import { digestOf, newSecret } from './secrets.ts';

export type Grant = { readonly user: User; readonly scopes: readonly string[]; readonly family: string };

const ROOM = 10_000;
/** An ended token is remembered this long, so that its user hears "expired" and not "invalid". */
const REMEMBERED_MS = 3_600_000;

/** OAuth access tokens: opaque, and known by their digests only. */
export class AccessTokens {
  private readonly tokens: ExpiringMap<Omit<KeptAccess, 'digest' | 'until'>>;
  private readonly kept: KeptSignIns;
  private readonly clock: Clock;
  readonly lifeSeconds: number;

  constructor(kept: KeptSignIns, lifeSeconds: number, clock: Clock = Date.now) {
    this.kept = kept;
    this.lifeSeconds = lifeSeconds;
    this.clock = clock;
    this.tokens = new ExpiringMap(ROOM, clock);
    for (const { digest, until, ...token } of kept.read.access) this.tokens.set(digest, token, until);
  }

  async issue({ user, scopes, family }: Grant): Promise<string> {
    const token = newSecret();
    const endsAt = this.clock() + this.lifeSeconds * 1000;
    const granted = { userId: user.id, scopes: [...scopes], family, endsAt };
    this.tokens.set(digestOf(token), granted, endsAt + REMEMBERED_MS);
    await this.save();
    return token;
  }

  find(token: string): Grant | 'expired' | undefined {
    const found = this.tokens.get(digestOf(token));
    const user = findPrincipal(found?.userId ?? '');
    if (!found || !user) return undefined;
    return found.endsAt > this.clock() ? { user, scopes: found.scopes, family: found.family } : 'expired';
  }

  async revoke(token: string): Promise<void> {
    this.tokens.delete(digestOf(token));
    await this.save();
  }

  async revokeFamily(family: string): Promise<void> {
    this.tokens.deleteWhere((token) => token.family === family);
    await this.save();
  }

  private save(): Promise<void> {
    const access = this.tokens.list().map(({ key, value, until }) => ({ digest: key, until, ...value }));
    return this.kept.write({ access });
  }
}
