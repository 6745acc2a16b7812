import { z } from 'zod';
import { type ExecuteStatementRequest, resultData, statementResponse } from '../databricks-api/statements.ts';
import type { DatabricksClient } from './client.ts';
import { request } from './request.ts';

const root = '/api/2.0/sql/statements';

/** Takes no signal: a request that is given up half-way may still start the statement, which then nobody can cancel. */
export function submitStatement(client: DatabricksClient, body: ExecuteStatementRequest, lastAttempt: AbortSignal) {
  return request(client, { method: 'POST', path: root, body, answer: statementResponse, lastAttempt });
}

export function getStatement(client: DatabricksClient, id: string, signal: AbortSignal, patienceSeconds = 60) {
  const path = `${root}/${encodeURIComponent(id)}`;
  const timeoutSeconds = Math.min(60, Math.max(0, patienceSeconds));
  return request(client, { method: 'GET', path, answer: statementResponse, signal, timeoutSeconds });
}

export function getResultChunk(client: DatabricksClient, id: string, chunk: number, signal: AbortSignal) {
  const path = `${root}/${encodeURIComponent(id)}/result/chunks/${chunk}`;
  return request(client, { method: 'GET', path, answer: resultData, signal });
}

/** Asks for the end of a statement. It may lose the race with the statement's own end. */
export async function cancelStatement(client: DatabricksClient, id: string): Promise<void> {
  const path = `${root}/${encodeURIComponent(id)}/cancel`;
  await request(client, { method: 'POST', path, body: {}, answer: z.unknown(), timeoutSeconds: 10 });
}
