import { oauthError } from './oauth-error.ts';

/** The scopes that are told apart here. Others exist in Databricks. */
const KNOWN = ['all-apis', 'offline_access', 'sql'];

/** `scope` as a list; none means everything, as for the Databricks CLI. Throws `invalid_scope`. */
export function readScopes(text: string | undefined): readonly string[] {
  const asked = [...new Set((text ?? '').split(' ').filter((scope) => scope !== ''))];
  const unknown = asked.find((scope) => !KNOWN.includes(scope));
  if (unknown !== undefined) {
    throw oauthError(
      400,
      'invalid_scope',
      `The local workspace does not tell the scope '${unknown}' apart from others.`,
    );
  }
  return asked.length === 0 ? ['all-apis'] : asked;
}

/** Whether a token with these scopes may call this path. */
export function mayCall(scopes: readonly string[], path: string): boolean {
  return scopes.includes('all-apis') || (scopes.includes('sql') && path.startsWith('/api/2.0/sql/'));
}
