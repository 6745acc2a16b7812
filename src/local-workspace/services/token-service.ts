import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type TokenInfo = {
  readonly token_id: string;
  /** Milliseconds since 1970; `expiry_time` -1 is never. */
  readonly creation_time: number;
  readonly expiry_time: number;
  readonly comment: string;
};

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The workspace's tokens; only their digests are kept, in memory. */
export class TokenService {
  private readonly tokens = new Map<string, { readonly hash: Buffer; readonly info: TokenInfo }>();

  create(comment: string, lifetimeSeconds: number | undefined): { token_value: string; token_info: TokenInfo } {
    const value = `dapi${randomBytes(16).toString('hex')}`;
    const now = Date.now();
    const hash = digest(value);
    const info: TokenInfo = {
      token_id: randomBytes(32).toString('hex'),
      creation_time: now,
      expiry_time: lifetimeSeconds === undefined ? -1 : now + lifetimeSeconds * 1000,
      comment,
    };
    this.tokens.set(info.token_id, { hash, info });
    return { token_value: value, token_info: info };
  }

  list(): TokenInfo[] {
    return [...this.tokens.values()].map((token) => token.info);
  }

  delete(tokenId: string): boolean {
    return this.tokens.delete(tokenId);
  }

  /** Compares with every token in constant time, so that the time taken says nothing about them. */
  check(value: string): 'valid' | 'expired' | 'unknown' {
    const hash = digest(value);
    let found: TokenInfo | undefined;
    for (const token of this.tokens.values()) if (timingSafeEqual(token.hash, hash)) found = token.info;
    if (!found) return 'unknown';
    return found.expiry_time !== -1 && found.expiry_time <= Date.now() ? 'expired' : 'valid';
  }
}
