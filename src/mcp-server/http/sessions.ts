import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  isJSONRPCRequest,
  type McpServer,
  type RequestId,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { cancelledIn } from '../cancelled-in.ts';
import { jsonRpcError } from './json-rpc-error.ts';

type Session = {
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** HTTP requests of this session that are being answered. */
  open: number;
  readonly calls: Set<RequestId>;
  /** `Date.now()` at the end of the last of them. */
  lastUsed: number;
};

/** One HTTP request. Its signal is aborted when the client goes away before its answer is whole. */
export type Exchange = {
  readonly request: Request;
  readonly message: unknown;
  /** Settles when the answer was sent or the client is gone. */
  readonly over: Promise<unknown>;
};

export type SessionLimits = {
  readonly sessions: number;
  /** A session without a request for so long ends. */
  readonly idleMs: number;
};

/**
 * The clients of the protocols before 2026-07-28, which begin with `initialize` and then name their session in a header.
 * A session ends by DELETE, by idling, by closing the server, or when a new one needs its place.
 */
export function makeSessions(makeServer: () => McpServer, { sessions: most, idleMs }: SessionLimits) {
  const sessions = new Map<string, Session>();
  const sweep = setInterval(() => void endIdle(Date.now() - idleMs), Math.min(idleMs, 60_000));
  sweep.unref();

  async function answer(exchange: Exchange): Promise<Response> {
    const { request, message } = exchange;
    const id = request.headers.get('mcp-session-id');
    if (id === null && isInitializeRequest(message)) return begin(exchange);
    if (id === null) return jsonRpcError(400, -32_000, 'The header Mcp-Session-Id is missing. Begin with initialize.');
    const session = sessions.get(id);
    if (session === undefined) return jsonRpcError(404, -32_001, 'There is no such session. Begin with initialize.');
    return serve(session, exchange);
  }

  async function begin(exchange: Exchange): Promise<Response> {
    if (sessions.size >= most) await endLongestIdle();
    if (sessions.size >= most) return jsonRpcError(503, -32_000, `${most} sessions are busy. Try again later.`);
    const server = makeServer();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, session),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const session: Session = { server, transport, open: 0, calls: new Set(), lastUsed: Date.now() };
    await server.connect(transport);
    const response = await serve(session, exchange);
    if (transport.sessionId === undefined) await server.close();
    return response;
  }

  function serve(session: Session, { request, message, over }: Exchange): Promise<Response> {
    const { transport } = session;
    const calls = requestsIn(message);
    session.open += 1;
    for (const call of calls) session.calls.add(call);
    request.signal.addEventListener('abort', () => cancel(session, calls), { once: true });
    void over.then(() => {
      session.open -= 1;
      for (const call of calls) session.calls.delete(call);
      session.lastUsed = Date.now();
    });
    const response = transport.handleRequest(request, message === undefined ? {} : { parsedBody: message });
    // A cancelled call has no answer, so the SDK would leave its stream open for ever.
    for (const id of cancelledIn(message)) transport.closeSSEStream(id);
    return response;
  }

  async function endIdle(before: number): Promise<void> {
    for (const [id, session] of sessions) if (session.open === 0 && session.lastUsed < before) await end(id, session);
  }

  async function endLongestIdle(): Promise<void> {
    const idle = [...sessions].filter(([, session]) => session.open === 0);
    const [longest] = idle.sort(([, one], [, other]) => one.lastUsed - other.lastUsed);
    if (longest !== undefined) await end(...longest);
  }

  async function end(id: string, { server, transport, calls }: Session): Promise<void> {
    sessions.delete(id);
    const error = { code: -32_000, message: 'The MCP server has ended.' };
    // Clients of these protocols would wait for an answer even after its stream has ended.
    for (const call of calls) await transport.send({ jsonrpc: '2.0', id: call, error }).catch(() => undefined);
    await server.close();
  }

  return {
    answer,
    close: async () => {
      clearInterval(sweep);
      await Promise.all([...sessions].map(([id, session]) => end(id, session)));
    },
  };
}

/** The 2025 protocols leave it open what a lost connection means; to us it means that nobody waits any more. */
function cancel({ transport }: Session, requests: readonly RequestId[]): void {
  for (const requestId of requests) {
    const params = { requestId, reason: 'The client went away.' };
    transport.onmessage?.({ jsonrpc: '2.0', method: 'notifications/cancelled', params });
  }
}

function requestsIn(message: unknown): RequestId[] {
  return [message].flat().flatMap((one) => (isJSONRPCRequest(one) ? [one.id] : []));
}
