import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../services/api-error.ts';
import { LOCAL_USER, WORKSPACE_ID } from '../services/local-user.ts';
import type { Log, LogEntry } from '../services/log.ts';
import type { Answer, Route } from '../services/route.ts';
import type { TokenService } from '../services/token-service.ts';
import { matchRoute } from './match-route.ts';
import { noRoute } from './not-computed.ts';
import { readBody } from './read-body.ts';

export type Server = {
  readonly routes: readonly Route[];
  readonly tokens: TokenService;
  readonly log: Log;
  readonly port: () => number;
};

/** Without this check a page of another site could reach the workspace by DNS rebinding. */
function checkHost(request: IncomingMessage, port: number): void {
  const host = request.headers.host;
  if (host === `127.0.0.1:${port}` || host === `localhost:${port}`) return;
  throw new ApiError(
    403,
    'PERMISSION_DENIED',
    `The local workspace answers for 127.0.0.1:${port} only, not for the host of this request.`,
  );
}

function checkToken(request: IncomingMessage, tokens: TokenService): void {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw new ApiError(401, 'UNAUTHENTICATED', 'The request has no bearer token.');
  const verdict = tokens.check(token);
  if (verdict === 'expired') throw new ApiError(401, 'UNAUTHENTICATED', 'The token is expired.');
  if (verdict === 'unknown') throw new ApiError(401, 'UNAUTHENTICATED', 'The token is not valid.');
}

async function findAnswer(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  server: Server,
  signal: AbortSignal,
): Promise<Answer> {
  checkHost(request, server.port());
  const method = request.method ?? 'GET';
  const { match, known } = matchRoute(server.routes, method, path);
  const open = match ? match.route.open === true : path.startsWith('/oidc/');
  if (!open) checkToken(request, server.tokens);
  if (!match) throw noRoute(method, path, known);
  const body = await readBody(request);
  return match.route.answer({ params: match.params, query, headers: request.headers, body, user: LOCAL_USER, signal });
}

function refusal(error: unknown): Answer {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(500, 'INTERNAL_ERROR', 'The local workspace failed to answer this request.');
  return { status: known.status, json: { error_code: known.errorCode, message: known.message } };
}

/** Settles when the piece has been handed on, and may be overwritten, or the client has gone away. */
function written(response: ServerResponse, piece: string | Uint8Array): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    response.off('close', done);
    resolve();
  };
  response.on('close', done);
  response.write(piece, done);
  return promise;
}

async function send(answer: Answer, response: ServerResponse): Promise<void> {
  const headers = { 'x-databricks-org-id': WORKSPACE_ID, ...answer.headers };
  if ('json' in answer) {
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(answer.json));
    return;
  }
  const type = 'bytes' in answer ? {} : { 'content-type': 'text/event-stream' };
  response.writeHead(answer.status ?? 200, { ...type, 'cache-control': 'no-cache', ...headers });
  for await (const piece of 'bytes' in answer ? answer.bytes : answer.stream) {
    if (response.destroyed) return;
    await written(response, piece);
  }
  response.end();
}

/** Query values that may be credentials stay out of the log. */
function shownPath(path: string, query: URLSearchParams): string {
  const shown = new URLSearchParams();
  const secret = /token|secret|password|code|key|signature/i;
  for (const [name, value] of query) shown.append(name, secret.test(name) && name !== 'page_token' ? '…' : value);
  return shown.size > 0 ? `${path}?${shown}` : path;
}

/** Answers one request and writes its line to the log. Nothing thrown by a route ends the process. */
export async function answerRequest(request: IncomingMessage, response: ServerResponse, server: Server): Promise<void> {
  const started = performance.now();
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const query = new URLSearchParams(search);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let extra: LogEntry = {};
  try {
    const answer = await findAnswer(request, path, query, server, gone.signal).catch(refusal);
    if (answer.status === 413) response.shouldKeepAlive = false;
    if ('json' in answer) extra = answer.log ?? {};
    await send(answer, response);
  } catch {
    response.destroy();
  }
  const { statusCode: status } = response;
  const user = status === 401 || status === 403 ? undefined : LOCAL_USER.userName;
  const ms = Math.round(performance.now() - started);
  server.log.write({
    time: new Date().toISOString(),
    method: request.method,
    path: shownPath(path, query),
    status,
    ms,
    user,
    ...extra,
  });
}
