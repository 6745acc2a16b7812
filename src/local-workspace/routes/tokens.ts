import { z } from 'zod';
import { int64 } from '../../databricks-api/int64.ts';
import { WORKSPACE_ID } from '../engine/catalog/identity.ts';
import { ApiError, invalidValue } from '../services/api-error.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';
import type { TokenService } from '../services/token-service.ts';

const createRequest = z.looseObject({
  comment: z.string().optional(),
  lifetime_seconds: int64().optional(),
});
const deleteRequest = z.looseObject({ token_id: z.string() });

/** Personal access tokens of the user who asks, `/api/2.0/token/…`, and what any token is good for. */
export function tokenRoutes(tokens: TokenService): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/2.0/token/create',
      answer: ({ body, user }) => {
        const { comment, lifetime_seconds } = readInput(createRequest, body);
        if ((lifetime_seconds ?? 1) < 1)
          throw invalidValue('Invalid value for lifetime_seconds: it must be at least 1.');
        return { json: tokens.create(user, comment ?? '', lifetime_seconds) };
      },
    },
    {
      method: 'GET',
      path: '/api/2.0/token/list',
      answer: ({ user }) => ({ json: { token_infos: tokens.list(user) } }),
    },
    {
      method: 'POST',
      path: '/api/2.0/token/delete',
      answer: ({ body, user }) => {
        const { token_id } = readInput(deleteRequest, body);
        if (!tokens.delete(user, token_id))
          throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Token ${token_id} does not exist.`);
        return { json: {} };
      },
    },
    // The Databricks CLI reads these two fields and no other (databricks/cli libs/auth/introspect.go); no account is here.
    {
      method: 'GET',
      path: '/api/2.0/tokens/introspect',
      answer: () => ({
        json: { principal_context: { authentication_scope: { workspace_id: Number(WORKSPACE_ID) } } },
      }),
    },
  ];
}
