import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createMcpHandler, isLegacyRequest, type McpServer } from '@modelcontextprotocol/server';
import { refusal } from './gate.ts';
import { jsonRpcError } from './json-rpc-error.ts';
import { readMessage } from './read-message.ts';
import { sendResponse } from './send-response.ts';
import { type Exchange, makeSessions, type SessionLimits } from './sessions.ts';

export type Limits = SessionLimits & {
  /** A client that reads nothing of its answer for so long is cut off. */
  readonly stallMs: number;
};

type Options = {
  readonly makeServer: () => McpServer;
  readonly port: () => number;
  readonly token: string;
  readonly limits: Limits;
  readonly onError: (error: unknown) => void;
};

/** What the SDK answers where it closed the call itself. */
const closedByUs = 499;
const methods = ['GET', 'POST', 'DELETE'];
/** Streams on which clients of 2026-07-28 wait for changes of the tools. */
const subscriptions = 64;

/** Answers the requests of both protocol eras: 2026-07-28 call by call, the ones before in sessions. */
export function makeAnswers({ makeServer, port, token, limits, onError }: Options) {
  const modern = createMcpHandler(makeServer, { legacy: 'reject', maxSubscriptions: subscriptions });
  const sessions = makeSessions(makeServer, limits);

  async function route(request: IncomingMessage, signal: AbortSignal, over: Promise<unknown>): Promise<Response> {
    const refused = refusal(request, { port: port(), token });
    if (refused !== undefined) return refused;
    const { method = '' } = request;
    if (!methods.includes(method)) {
      return jsonRpcError(405, -32_000, `Use ${methods.join(', ')}.`, { allow: methods.join(', ') });
    }
    const read = method === 'POST' ? await readMessage(request) : { message: undefined };
    if (read instanceof Response) return read;
    const { message } = read;
    const exchange: Exchange = {
      request: new Request(addressOf(request), { method, headers: headersOf(request), signal }),
      message,
      over,
    };
    const isModern = method === 'POST' && !(await isLegacyRequest(exchange.request, message));
    if (!isModern) return sessions.answer(exchange);
    const answer = await modern.fetch(exchange.request, { parsedBody: message });
    return answer.status === closedByUs ? jsonRpcError(503, -32_000, 'The MCP server has ended.') : answer;
  }

  return {
    /** Never throws: what goes wrong is the client's answer, or its connection is gone. */
    answer: async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const lost = new AbortController();
      const over = once(response, 'close').then(() => {
        if (!response.writableFinished) lost.abort();
      });
      try {
        await sendResponse(await route(request, lost.signal, over), response, limits.stallMs);
      } catch (error) {
        if (response.destroyed) return;
        onError(error);
        if (response.headersSent) response.destroy();
        else await sendResponse(jsonRpcError(500, -32_603, 'Internal error.'), response, limits.stallMs);
      }
    },
    close: async (): Promise<void> => {
      await Promise.all([modern.close(), sessions.close()]);
    },
  };
}

function addressOf({ headers, url = '' }: IncomingMessage): string {
  return `http://${headers.host}${url}`;
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}
