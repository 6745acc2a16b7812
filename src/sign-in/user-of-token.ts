import { z } from 'zod';

const claims = z.looseObject({ sub: z.string().min(1) });

/**
 * The user in a token of OAuth, which is a JWT on Databricks: `sub` is the e-mail address, or the service principal. Not
 * checked, so it is good for a log and for nothing else. Undefined for a personal access token.
 */
export function userOfToken(token: string): string | undefined {
  const [, payload = ''] = token.split('.');
  try {
    return claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data?.sub;
  } catch {
    return undefined;
  }
}
