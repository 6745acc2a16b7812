import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { serveMcpOverHttp } from '../support/mcp-over-http.ts';
import { cliProgram, stateHome } from '../support/run-cli.ts';
import type { TransportName } from './official-clients.ts';
import type { Host } from './recording-host.ts';

/** A real client of the real server, `lakegoose mcp` in a process of its own, which ends with the client. */
export async function connectToHost(
  { address, token, warehouse }: Pick<Host, 'address' | 'token' | 'warehouse'>,
  settings: Readonly<Record<string, string>>,
  transport: TransportName = 'stdio',
): Promise<Client> {
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    XDG_STATE_HOME: stateHome,
    LAKEGOOSE_WORKSPACE: 'local',
    DATABRICKS_HOST: address,
    DATABRICKS_TOKEN: token,
    DATABRICKS_SQL_WAREHOUSE_ID: warehouse,
    ...settings,
  };
  return (await connectOver(transport, environment)).client;
}

export async function connectOver(transport: TransportName, env: Record<string, string>, cwd = '/') {
  const client = new Client({ name: 'test', version: '1.0.0' });
  if (transport === 'stdio') {
    const overStdio = new StdioClientTransport({ command: cliProgram, args: ['mcp'], env, cwd });
    await client.connect(overStdio);
    return { client, pid: overStdio.pid };
  }
  const server = await serveMcpOverHttp(env, cwd);
  const requestInit = { headers: { authorization: `Bearer ${server.token}` } };
  const overHttp = new StreamableHTTPClientTransport(new URL(server.address), { requestInit });
  const close = overHttp.close.bind(overHttp);
  overHttp.close = async () => {
    await close();
    await server.end();
  };
  await client.connect(overHttp);
  return { client, pid: server.pid };
}
