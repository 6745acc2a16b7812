import { currentUser } from '../databricks-api/current-user.ts';
import type { DatabricksClient } from './client.ts';
import { request } from './request.ts';

/** The person or machine that is signed in. */
export function getCurrentUser(client: DatabricksClient, signal: AbortSignal) {
  return request(client, { method: 'GET', path: '/api/2.0/preview/scim/v2/Me', answer: currentUser, signal });
}
