import { WireError } from '../wire-error.ts';

/** The body of a refused OAuth call (RFC 6749 §5.2). */
export function oauthError(status: number, error: string, error_description: string): WireError {
  const headers = { 'cache-control': 'no-store' };
  // RFC 6749 §5.2: a client that may have sent Basic credentials is told the scheme.
  const challenge = error === 'invalid_client' ? { 'www-authenticate': 'Basic realm="local workspace"' } : {};
  return new WireError(status, { error, error_description }, { ...headers, ...challenge });
}
