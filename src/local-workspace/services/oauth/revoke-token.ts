import { z } from 'zod';
import { readForm } from './read-form.ts';
import { revokeFamily, type SignInParts } from './token-grants.ts';

const revokeForm = z.looseObject({ token: z.string() });

/**
 * RFC 7009: a refresh token takes its whole sign-in with it, an access token itself only. A token that is not known is no
 * error, and who holds a token may end it.
 */
export async function revokeToken(parts: SignInParts, form: URLSearchParams): Promise<void> {
  const { token } = readForm(revokeForm, form);
  const family = parts.refresh.familyOf(token);
  if (family === undefined) await parts.access.revoke(token);
  else await revokeFamily(parts, family);
}
