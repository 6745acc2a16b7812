import { type Clock, ExpiringMap } from './expiring-map.ts';
import type { KeptRefresh, KeptSignIns } from './kept-sign-ins.ts';
import { digestOf, newSecret } from './secrets.ts';

type SignIn = Omit<KeptRefresh, 'digest' | 'until'>;

const ROOM = 10_000;
const LIFE_MS = 30 * 24 * 3_600_000;

/** Refresh tokens: each is replaced at its first use, and stays good for a short grace after it. */
export class RefreshTokens {
  private readonly tokens: ExpiringMap<SignIn>;
  private readonly kept: KeptSignIns;
  private readonly graceMs: number;
  private readonly clock: Clock;

  constructor(kept: KeptSignIns, graceSeconds: number, clock: Clock = Date.now) {
    this.kept = kept;
    this.graceMs = graceSeconds * 1000;
    this.clock = clock;
    this.tokens = new ExpiringMap(ROOM, clock);
    for (const { digest, until, ...signIn } of kept.read.refresh) this.tokens.set(digest, signIn, until);
  }

  async issue(signIn: Omit<SignIn, 'used'>): Promise<string> {
    const token = newSecret();
    this.tokens.set(digestOf(token), { ...signIn, used: false }, this.clock() + LIFE_MS);
    await this.save();
    return token;
  }

  /**
   * The sign-in of a token, which is now used up but for the grace: two processes of the Databricks CLI refresh
   * uncoordinated, and both must go on. A use after the grace is refused and ends nothing else: the Databricks CLI keeps
   * an older token beside the newer one (facts §5g), so that a late use is no sign of theft.
   */
  use(token: string, client: string): SignIn | undefined {
    const digest = digestOf(token);
    const signIn = this.tokens.get(digest);
    if (!signIn || signIn.client !== client) return undefined;
    if (!signIn.used) this.tokens.set(digest, { ...signIn, used: true }, this.clock() + this.graceMs);
    return signIn;
  }

  /** The family of a token that is to be revoked. */
  familyOf(token: string): string | undefined {
    return this.tokens.get(digestOf(token))?.family;
  }

  async revokeFamily(family: string): Promise<void> {
    this.tokens.deleteWhere((signIn) => signIn.family === family);
    await this.save();
  }

  private save(): Promise<void> {
    const refresh = this.tokens.list().map(({ key, value, until }) => ({ digest: key, until, ...value }));
    return this.kept.write({ refresh });
  }
}
