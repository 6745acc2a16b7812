import { z } from 'zod';

const claims = z.looseObject({ exp: z.number().positive() });

/** When a token of OAuth ends, as it says itself (`exp` of a JWT). Undefined for a personal access token. */
export function endOfToken(token: string): Date | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const { exp } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return new Date(exp * 1000);
  } catch {
    return undefined;
  }
}
