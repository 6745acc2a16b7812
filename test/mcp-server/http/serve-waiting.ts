import { once } from 'node:events';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Limits } from '../../../src/mcp-server/http/answer-request.ts';
import { serveFront, token } from './serve-front.ts';

export const withToken = {
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/** A client of 2026-07-28 says with every request what one of 2025 says once. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** Our HTTP front before a server with two tools: `wait` until it is aborted, and `say` so many characters. */
export async function serveWaiting(given: Partial<Limits> = {}) {
  const calls = { waiting: 0, aborted: 0 };
  const front = await serveFront(() => waitingServer(calls), given);
  const { address } = front;
  const post = (message: unknown, headers: Readonly<Record<string, string>> = {}, signal?: AbortSignal) =>
    fetch(address, {
      method: 'POST',
      headers: { ...withToken, ...headers },
      body: typeof message === 'string' ? message : JSON.stringify(message),
      signal: signal ?? null,
    });
  return {
    ...front,
    calls,
    post,
    /** Begins a session of 2025. Gives the header that names it. */
    begin: async () => {
      const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } };
      const response = await post({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
      await response.text();
      return { 'mcp-session-id': response.headers.get('mcp-session-id') ?? `none: ${response.status}` };
    },
  };
}

function waitingServer(calls: { waiting: number; aborted: number }): McpServer {
  const server = new McpServer({ name: 'waiting', version: '1' });
  server.registerTool('wait', { description: 'Waits.' }, async ({ mcpReq: { signal } }) => {
    calls.waiting += 1;
    if (!signal.aborted) await once(signal, 'abort');
    calls.waiting -= 1;
    calls.aborted += 1;
    return { content: [] };
  });
  server.registerTool('say', { inputSchema: z.object({ length: z.number() }) }, async ({ length }) => ({
    content: [{ type: 'text', text: 'x'.repeat(length) }],
  }));
  return server;
}

/** A call of a tool, as a client of 2025 sends it. */
export function call(id: number, name: string, given: Readonly<Record<string, unknown>> = {}) {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } };
}

/** The same, as a client of 2026-07-28 sends it, with the headers that belong to it. */
export function modernCall(id: number, name: string, given: Readonly<Record<string, unknown>> = {}) {
  const { params, ...rest } = call(id, name, given);
  return {
    message: { ...rest, params: { ...params, _meta: envelope } },
    headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': name },
  };
}
