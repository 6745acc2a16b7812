import { claimsOf } from './claims-of.ts';

/** When a token of OAuth ends, as it says itself (`exp` of a JWT). Undefined for a personal access token. */
export function endOfToken(token: string): Date | undefined {
  const { exp } = claimsOf(token);
  return exp === undefined ? undefined : new Date(exp * 1000);
}
