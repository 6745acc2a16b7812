import { once } from 'node:events';
import type { McpServer } from '@modelcontextprotocol/server';
import { type Limits, makeAnswers } from '../../../src/mcp-server/http/answer-request.ts';
import { listen } from '../../../src/mcp-server/http/listen.ts';

export const token = 'token-of-the-test-0123456789-abcdef';

/** The HTTP front of `lakegoose mcp --http` before any MCP server. */
export async function serveFront(makeServer: () => McpServer, given: Partial<Limits> = {}) {
  const limits: Limits = { sessions: 3, idleMs: 60_000, stallMs: 60_000, ...given };
  const faults: unknown[] = [];
  let bound = 0;
  const answers = makeAnswers({ makeServer, port: () => bound, token, limits, onError: (fault) => faults.push(fault) });
  const { http, port } = await listen(0, (request, response) => void answers.answer(request, response));
  bound = port;
  const connected = new Set<number | undefined>();
  http.on('connection', (socket) => {
    const { remotePort } = socket;
    connected.add(remotePort);
    socket.once('close', () => connected.delete(remotePort));
  });
  return {
    port,
    address: `http://127.0.0.1:${port}/mcp`,
    token,
    faults,
    isConnected: (clientPort: number) => connected.has(clientPort),
    end: () => answers.close(),
    [Symbol.asyncDispose]: async () => {
      await answers.close();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
