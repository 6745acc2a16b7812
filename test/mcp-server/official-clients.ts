import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as OldTransport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type McpOverHttp, serveMcpOverHttp } from '../support/mcp-over-http.ts';
import { cliProgram } from '../support/run-cli.ts';

export const transports = ['stdio', 'http'] as const;
export type TransportName = (typeof transports)[number];

type Called = { readonly isError?: unknown; readonly content?: unknown; readonly [other: string]: unknown };

/** What every official client can do, whichever protocol it speaks. */
export type OfficialClient = AsyncDisposable & {
  readonly listTools: () => Promise<readonly { readonly name: string }[]>;
  readonly callTool: (name: string, given: Record<string, unknown>, signal?: AbortSignal) => Promise<Called>;
};

type Reached = Pick<McpOverHttp, 'address' | 'token'>;
type Started = { readonly environment: Record<string, string>; readonly cwd: string };
type Connect = (way: Reached | Started) => Promise<OfficialClient>;

const info = { name: 'test', version: '1.0.0' };
const withToken = ({ token }: Reached) => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

/** `@modelcontextprotocol/sdk`, the line before the present one. */
const old: Connect = async (way) => {
  const client = new OldClient(info);
  // The SDK's own class does not fit the SDK's own interface where optional means absent.
  const transport: Pick<OldHttp, keyof OldTransport> | OldStdio =
    'address' in way
      ? new OldHttp(new URL(way.address), withToken(way))
      : new OldStdio({ command: cliProgram, args: ['mcp'], env: way.environment, cwd: way.cwd, stderr: 'ignore' });
  await client.connect(transport);
  return {
    listTools: async () => (await client.listTools()).tools,
    callTool: (name, given, signal) =>
      client.callTool({ name, arguments: given }, undefined, signal === undefined ? {} : { signal }),
    [Symbol.asyncDispose]: () => client.close(),
  };
};

/** `@modelcontextprotocol/client`, which speaks either era. */
function present(mode: 'legacy' | { readonly pin: string }): Connect {
  return async (way) => {
    const client = new Client(info, { versionNegotiation: { mode } });
    await client.connect(
      'address' in way
        ? new StreamableHTTPClientTransport(new URL(way.address), withToken(way))
        : new StdioClientTransport({
            command: cliProgram,
            args: ['mcp'],
            env: way.environment,
            cwd: way.cwd,
            stderr: 'ignore',
          }),
    );
    return {
      listTools: async () => (await client.listTools()).tools,
      callTool: (name, given, signal) =>
        client.callTool({ name, arguments: given }, signal === undefined ? {} : { signal }),
      [Symbol.asyncDispose]: () => client.close(),
    };
  };
}

export const officialClients: Readonly<Record<string, Connect>> = {
  'the v1 client': old,
  'the v2 client, 2025-11-25': present('legacy'),
  'the v2 client, 2026-07-28': present({ pin: '2026-07-28' }),
};

/** A client of a server of its own; over HTTP the server ends with it. */
export async function connectOver(
  transport: TransportName,
  connect: Connect,
  environment: Record<string, string>,
  cwd = '/',
): Promise<OfficialClient> {
  if (transport === 'stdio') return connect({ environment, cwd });
  const server = await serveMcpOverHttp(environment, cwd);
  const client = await connect(server);
  return {
    ...client,
    [Symbol.asyncDispose]: async () => {
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}
