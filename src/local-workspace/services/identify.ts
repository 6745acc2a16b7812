import { ApiError } from './api-error.ts';
import { mayCall } from './oauth/scopes.ts';
import type { SignInParts } from './oauth/token-grants.ts';
import type { User } from './route.ts';
import type { TokenService } from './token-service.ts';

/** Whose token it is: a personal one, or one of OAuth, which may reach only what its scopes cover. Throws 401 or 403. */
export function identify(
  tokens: TokenService,
  { access }: Pick<SignInParts, 'access'>,
  header: string,
  path: string,
): User {
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw new ApiError(401, 'UNAUTHENTICATED', 'The request has no bearer token.');
  const found = tokens.find(token) ?? access.find(token);
  if (found === 'expired') throw new ApiError(401, 'UNAUTHENTICATED', 'The token is expired.');
  if (found === undefined) throw new ApiError(401, 'UNAUTHENTICATED', 'The token is not valid.');
  if (!('scopes' in found)) return found;
  if (!mayCall(found.scopes, path)) {
    throw new ApiError(403, 'PERMISSION_DENIED', 'Provided OAuth token does not have required scopes.');
  }
  return found.user;
}
