import { claimsOf } from './claims-of.ts';

/**
 * The user in a token of OAuth, which is a JWT on Databricks: `sub` is the e-mail address, or the service principal. Not
 * checked, so it is good for a log and for nothing else. Undefined for a personal access token.
 */
export function userOfToken(token: string): string | undefined {
  return claimsOf(token).sub;
}
