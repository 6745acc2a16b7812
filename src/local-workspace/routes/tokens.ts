import { z } from 'zod';
import { ApiError } from '../services/api-error.ts';
import { readInput } from '../services/read-input.ts';
import type { Route } from '../services/route.ts';
import type { TokenService } from '../services/token-service.ts';

const createRequest = z.looseObject({
  comment: z.string().optional(),
  lifetime_seconds: z.number().int().positive().optional(),
});
const deleteRequest = z.looseObject({ token_id: z.string() });

/** Personal access tokens, `/api/2.0/token/…`. */
export function tokenRoutes(tokens: TokenService): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/2.0/token/create',
      answer: ({ body }) => {
        const { comment, lifetime_seconds } = readInput(createRequest, body);
        return { json: tokens.create(comment ?? '', lifetime_seconds) };
      },
    },
    { method: 'GET', path: '/api/2.0/token/list', answer: () => ({ json: { token_infos: tokens.list() } }) },
    {
      method: 'POST',
      path: '/api/2.0/token/delete',
      answer: ({ body }) => {
        const { token_id } = readInput(deleteRequest, body);
        if (!tokens.delete(token_id))
          throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `Token ${token_id} does not exist.`);
        return { json: {} };
      },
    },
  ];
}
