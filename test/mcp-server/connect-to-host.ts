import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { stateHome } from '../support/run-cli.ts';
import type { Host } from './recording-host.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

/** A real client of the real server, `lakegoose mcp` in a process of its own. */
export async function connectToHost(
  { address, token, warehouse }: Pick<Host, 'address' | 'token' | 'warehouse'>,
  settings: Readonly<Record<string, string>>,
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    XDG_STATE_HOME: stateHome,
    LAKEGOOSE_WORKSPACE: 'local',
    DATABRICKS_HOST: address,
    DATABRICKS_TOKEN: token,
    DATABRICKS_SQL_WAREHOUSE_ID: warehouse,
    ...settings,
  };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp'], env, cwd: '/' }));
  return client;
}
