import { z } from 'zod';
import { parseJson } from '../base/json.ts';

const claims = z.looseObject({
  exp: z.number().positive().optional().catch(undefined),
  sub: z.string().min(1).optional().catch(undefined),
});

/** What a token of OAuth, a JWT, says of itself; not checked. Nothing for a personal access token. */
export function claimsOf(token: string): z.infer<typeof claims> {
  const [, payload = ''] = token.split('.');
  return claims.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8'))).data ?? {};
}
