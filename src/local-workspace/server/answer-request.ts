import type { IncomingMessage, ServerResponse } from 'node:http';
import { WORKSPACE_ID } from '../engine/catalog/identity.ts';
import { type RefusalCode, Refused } from '../engine/grants/refused.ts';
import { ApiError } from '../services/api-error.ts';
import { toJsonBytes } from '../services/json-text.ts';
import type { Log, LogEntry } from '../services/log.ts';
import type { Answer, Route, User } from '../services/route.ts';
import { WireError } from '../services/wire-error.ts';
import { matchRoute } from './match-route.ts';
import { noRoute } from './not-computed.ts';
import { readBody, readFormBody } from './read-body.ts';

export type Server = {
  readonly routes: readonly Route[];
  /** Whose token an `Authorization` header carries; throws for none that is valid. */
  readonly identify: (header: string, path: string) => User;
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

/** Who asks without a token, on a route that needs none. */
const NOBODY: User = { id: '', userName: '', displayName: '' };

async function findAnswer(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  server: Server,
  signal: AbortSignal,
  onUser: (user: User) => void,
): Promise<Answer> {
  checkHost(request, server.port());
  // HEAD is GET without the body (RFC 9110 §9.3.2).
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const { match, known } = matchRoute(server.routes, method, path);
  const open = match ? match.route.open === true : path.startsWith('/oidc/');
  const user = open ? NOBODY : server.identify(request.headers.authorization ?? '', path);
  onUser(user);
  if (!match) throw noRoute(request.method ?? method, path, known);
  const { params, route } = match;
  const [body, form] = route.form
    ? [undefined, await readFormBody(request)]
    : [await readBody(request), new URLSearchParams()];
  return route.answer({ params, query, headers: request.headers, body, form, user, signal });
}

const REFUSED_STATUS: Readonly<Record<RefusalCode, number>> = {
  PERMISSION_DENIED: 403,
  PRINCIPAL_DOES_NOT_EXIST: 404,
  INVALID_PARAMETER_VALUE: 400,
};

function refusal(error: unknown): Answer {
  if (error instanceof WireError) return { status: error.status, headers: { ...error.headers }, json: error.body };
  if (error instanceof Refused) return refusal(new ApiError(REFUSED_STATUS[error.code], error.code, error.message));
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

async function send(answer: Answer, response: ServerResponse, isHead: boolean): Promise<void> {
  const headers = { 'x-databricks-org-id': WORKSPACE_ID, ...answer.headers };
  if ('json' in answer) {
    const bytes = toJsonBytes(answer.json);
    const described = { 'content-type': 'application/json', 'content-length': bytes.length };
    response.writeHead(answer.status ?? 200, { ...described, ...headers });
    response.end(bytes);
    return;
  }
  const type = 'bytes' in answer ? {} : { 'content-type': 'text/event-stream' };
  response.writeHead(answer.status ?? 200, { ...type, 'cache-control': 'no-cache', ...headers });
  for await (const piece of 'bytes' in answer ? answer.bytes : answer.stream) {
    if (response.destroyed) return;
    // Node sends no body then; a piece is taken all the same, so that its source is let go of.
    if (isHead) break;
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
  response.once('close', () => {
    if (!response.writableEnded) gone.abort();
  });
  let extra: LogEntry = {};
  let user: string | undefined;
  const onUser = ({ userName }: User): void => {
    user = userName || undefined;
  };
  try {
    const answer = await findAnswer(request, path, query, server, gone.signal, onUser).catch(refusal);
    if (answer.status === 413) response.shouldKeepAlive = false;
    if ('json' in answer) extra = answer.log ?? {};
    await send(answer, response, request.method === 'HEAD');
  } catch {
    response.destroy();
  }
  const { statusCode: status } = response;
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
