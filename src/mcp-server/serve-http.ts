import { once } from 'node:events';
import { callsUnderWay } from './calls-under-way.ts';
import { type Limits, makeAnswers } from './http/answer-request.ts';
import { mcpPath } from './http/gate.ts';
import { listen } from './http/listen.ts';
import { makeServer, type ServedParts } from './server.ts';

type Connection = {
  /** 0 for any that is free. */
  readonly port: number;
  /** What clients send as `Authorization: Bearer <token>`. */
  readonly token: string;
  /** Told the address once clients may come. */
  readonly onReady: (address: string) => void;
  readonly onError: (error: unknown) => void;
  /** Ends the server. */
  readonly signal: AbortSignal;
};

const limits: Limits = { sessions: 64, idleMs: 30 * 60_000, stallMs: 30_000 };

/** Serves clients on 127.0.0.1 until `signal` is aborted, and until the statements of their calls are over. */
export async function serveHttp(parts: ServedParts, connection: Connection): Promise<void> {
  const { token, onReady, onError, signal } = connection;
  let bound = connection.port;
  const answers = makeAnswers({
    makeServer: () => makeServer({ ...parts, track, saves, notebooks }),
    port: () => bound,
    token,
    limits,
    onError,
  });
  const { http, port } = await listen(bound, (request, response) => void answers.answer(request, response));
  bound = port;
  const { track, saves, notebooks, over } = callsUnderWay(parts.statements, parts);
  onReady(`http://127.0.0.1:${port}${mcpPath}`);
  if (!signal.aborted) await once(signal, 'abort');
  const closed = once(http, 'close');
  http.close();
  await answers.close();
  await over();
  http.closeAllConnections();
  await closed;
}
