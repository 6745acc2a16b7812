import type { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { type Answer, ask } from './ask.ts';
import type { ApiRequest, DatabricksClient } from './client.ts';
import { apiError } from './errors.ts';
import { type Limits, limitError, withLimits } from './limits.ts';

/**
 * One call of the REST API: asked again where that is safe (`retry.ts`), with a new token once where the workspace
 * refused the one it got, and all of it before one deadline.
 * Throws `ApiError`, and `databricks.…` where there is no answer or an odd one.
 */
export async function request<S extends z.ZodType>(
  client: DatabricksClient,
  call: ApiRequest<S>,
): Promise<z.output<S>> {
  const { timeoutSeconds: seconds = 60, signal: caller, lastAttempt } = call;
  const { answer, token } = await withLimits({ seconds, caller, lastAttempt }, (limits) =>
    askSignedIn(client, call, limits),
  );
  if (answer.status < 200 || answer.status >= 300) {
    throw apiError(answer, call.names === undefined ? client : { ...client, names: call.names }, [token]);
  }
  return read(client, call, answer.text);
}

type SignedIn = { readonly answer: Answer; readonly token: string };

async function askSignedIn(client: DatabricksClient, call: ApiRequest<z.ZodType>, limits: Limits): Promise<SignedIn> {
  const token = await tokenOf(client, limits);
  const answer = await send(client, call, token, limits);
  if (answer.status !== 401) return { answer, token };
  // A token may be taken back before its end. Where there is no other, the refusal stands.
  const other = await tokenOf(client, limits, token);
  return other === token ? { answer, token } : { answer: await send(client, call, other, limits), token: other };
}

async function tokenOf(client: DatabricksClient, limits: Limits, refused?: string): Promise<string> {
  try {
    return await client.token(limits.signal, refused);
  } catch (error) {
    throw limitError(limits, client.host, error) ?? error;
  }
}

function send(client: DatabricksClient, call: ApiRequest<z.ZodType>, token: string, limits: Limits): Promise<Answer> {
  const { method } = call;
  // While a token was fetched, its caller may have given up: then nothing is sent.
  if (limits.lastAttempt?.aborted) {
    return Promise.reject(new LakegooseError('databricks.timed_out', { host: client.host, seconds: limits.seconds }));
  }
  const url = new URL(call.path, client.host);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    for (const one of [value ?? []].flat()) url.searchParams.append(name, String(one));
  }
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const repeatable = method === 'GET';
  if (call.body === undefined) return ask(client, { method, url, headers, repeatable }, limits);
  const body = JSON.stringify(call.body);
  return ask(
    client,
    { method, url, headers: { ...headers, 'content-type': 'application/json' }, body, repeatable },
    limits,
  );
}

function read<S extends z.ZodType>(client: DatabricksClient, call: ApiRequest<S>, text: string): z.output<S> {
  const json = parseJson(text);
  const parsed = json === undefined ? undefined : call.answer.safeParse(json);
  if (!parsed?.success) throw new LakegooseError('databricks.odd_answer', { host: client.host, path: call.path });
  return parsed.data;
}
