import { hash as hashOf, randomBytes, timingSafeEqual } from 'node:crypto';
import type { User } from './route.ts';

export type TokenInfo = {
  readonly token_id: string;
  /** Milliseconds since 1970; `expiry_time` -1 is never. */
  readonly creation_time: number;
  readonly expiry_time: number;
  readonly comment: string;
};

type Kept = { readonly hash: Buffer; readonly info: TokenInfo; readonly owner: User };

const digest = (token: string): Buffer => hashOf('sha256', token, 'buffer');

/** Personal access tokens of all users; only their digests are kept, in memory. */
export class TokenService {
  private readonly tokens = new Map<string, Kept>();

  create(
    owner: User,
    comment: string,
    lifetimeSeconds: number | undefined,
  ): { token_value: string; token_info: TokenInfo } {
    const value = `dapi${randomBytes(16).toString('hex')}`;
    const now = Date.now();
    const hash = digest(value);
    const info: TokenInfo = {
      token_id: randomBytes(32).toString('hex'),
      creation_time: now,
      expiry_time: lifetimeSeconds === undefined ? -1 : now + lifetimeSeconds * 1000,
      comment,
    };
    this.tokens.set(info.token_id, { hash, info, owner });
    return { token_value: value, token_info: info };
  }

  list(owner: User): TokenInfo[] {
    return [...this.tokens.values()].filter((token) => token.owner.id === owner.id).map((token) => token.info);
  }

  delete(owner: User, tokenId: string): boolean {
    return this.tokens.get(tokenId)?.owner.id === owner.id && this.tokens.delete(tokenId);
  }

  /** Compares with every token in constant time, so that the time taken says nothing about them. */
  find(value: string): User | 'expired' | undefined {
    const hash = digest(value);
    let found: Kept | undefined;
    for (const token of this.tokens.values()) if (timingSafeEqual(token.hash, hash)) found = token;
    if (!found) return undefined;
    const { expiry_time } = found.info;
    return expiry_time !== -1 && expiry_time <= Date.now() ? 'expired' : found.owner;
  }
}
