import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Links are valid for at most 15 minutes (facts `databricks-api.md` §1). */
export const LINK_SECONDS = 900;

/**
 * Links to the chunks of external results. A link is signed with a key of this run and holds its own end, as the
 * presigned links of the object stores do that serve them on Databricks; nothing needs to be remembered.
 */
export class ExternalLinks {
  private readonly key = randomBytes(32);
  private readonly host: () => string;
  private readonly seconds: number;

  constructor(host: () => string, seconds = LINK_SECONDS) {
    this.host = host;
    this.seconds = Math.min(seconds, LINK_SECONDS);
  }

  make(statementId: string, chunk: number): { external_link: string; expiration: string } {
    const expires = Date.now() + this.seconds * 1000;
    const query = new URLSearchParams({ expires: String(expires), signature: this.sign(statementId, chunk, expires) });
    return {
      external_link: `${this.host()}/external/${statementId}/${chunk}?${query}`,
      expiration: new Date(expires).toISOString(),
    };
  }

  check(statementId: string, chunk: number, query: URLSearchParams): 'valid' | 'expired' | 'forged' {
    const expires = Number(query.get('expires') ?? Number.NaN);
    const given = Buffer.from(query.get('signature') ?? '', 'hex');
    const own = Buffer.from(this.sign(statementId, chunk, expires), 'hex');
    if (given.length !== own.length || !timingSafeEqual(given, own)) return 'forged';
    return expires <= Date.now() ? 'expired' : 'valid';
  }

  private sign(statementId: string, chunk: number, expires: number): string {
    return createHmac('sha256', this.key).update(`${statementId} ${chunk} ${expires}`).digest('hex');
  }
}
