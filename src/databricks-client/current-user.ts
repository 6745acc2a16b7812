import { currentUser } from '../databricks-api/current-user.ts';
import type { DatabricksClient } from './client.ts';
import { request } from './request.ts';

/** The person or machine that is signed in. */
export function getCurrentUser(client: DatabricksClient, signal: AbortSignal, timeoutSeconds = 60) {
  const path = '/api/2.0/preview/scim/v2/Me';
  return request(client, { method: 'GET', path, answer: currentUser, signal, timeoutSeconds });
}
