import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { type Asking, ask } from '../databricks-client/ask.ts';
import { apiError } from '../databricks-client/errors.ts';
import type { Limits } from '../databricks-client/limits.ts';

const discovery = z.looseObject({ token_endpoint: z.url() });

/**
 * Where a workspace gives tokens, as its own discovery names it (RFC 8414). A host that is no workspace has none.
 * Throws `sign_in.no_oauth`, and `databricks.…` where the host cannot be reached.
 */
export async function tokenEndpoint(client: Asking, host: string, limits: Limits): Promise<URL> {
  const url = new URL('/oidc/.well-known/oauth-authorization-server', host);
  const headers = { accept: 'application/json' };
  const answer = await ask(client, { method: 'GET', url, headers, repeatable: true }, limits);
  if (answer.status === 404) throw new LakegooseError('sign_in.no_oauth', { host });
  if (answer.status >= 300) throw apiError(answer, { host, credential: 'service_principal' });
  const parsed = discovery.safeParse(parseJson(answer.text));
  if (!parsed.success) throw new LakegooseError('sign_in.no_oauth', { host });
  return new URL(parsed.data.token_endpoint);
}
