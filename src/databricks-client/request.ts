import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import type { ApiRequest, DatabricksClient } from './client.ts';
import { apiError } from './errors.ts';

const attempts = 4;

/**
 * One call of the REST API. A GET that was refused with 429 or 503 is asked again, after `Retry-After` or 1, 2, 4 s;
 * a POST is not, because it may have run (facts `databricks-api.md` §1, "Retry guidance").
 * Throws `ApiError`, `databricks.unreachable`, `databricks.timed_out`, `databricks.cancelled`, `databricks.odd_answer`.
 */
export async function request<S extends z.ZodType>(
  client: DatabricksClient,
  call: ApiRequest<S>,
): Promise<z.output<S>> {
  const { timeoutSeconds = 60 } = call;
  const deadline = AbortSignal.timeout(timeoutSeconds * 1000);
  const signal = call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal]);
  try {
    for (let attempt = 1; ; attempt++) {
      const { status, headers, text } = await send(client, call, signal);
      if (status >= 200 && status < 300) return read(client, call, text);
      if (call.method !== 'GET' || attempt === attempts || (status !== 429 && status !== 503)) {
        throw apiError(status, text, client.host);
      }
      await sleep(waitSeconds(headers, attempt) * 1000, undefined, { signal });
    }
  } catch (error) {
    if (error instanceof LakegooseError) throw error;
    const { host } = client;
    if (call.signal?.aborted) throw new LakegooseError('databricks.cancelled', {}, { cause: error });
    if (deadline.aborted) {
      throw new LakegooseError('databricks.timed_out', { host, seconds: timeoutSeconds }, { cause: error });
    }
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw new LakegooseError('databricks.unreachable', { host, reason: reasonOf(cause) }, { cause: error });
  }
}

async function send(client: DatabricksClient, call: ApiRequest<z.ZodType>, signal: AbortSignal) {
  const url = new URL(call.path, client.host);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const response = await fetch(url, {
    method: call.method,
    headers: {
      authorization: `Bearer ${await client.token(signal)}`,
      accept: 'application/json',
      'user-agent': client.userAgent,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    // A redirect would carry the token to another host.
    redirect: 'manual',
    signal,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function read<S extends z.ZodType>(client: DatabricksClient, call: ApiRequest<S>, text: string): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LakegooseError('databricks.odd_answer', { host: client.host, path: call.path });
  }
  const parsed = call.answer.safeParse(json);
  if (!parsed.success) throw new LakegooseError('databricks.odd_answer', { host: client.host, path: call.path });
  return parsed.data;
}

function waitSeconds(headers: Headers, attempt: number): number {
  const told = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(told) ? Math.min(told, 30) : 2 ** (attempt - 1);
}
