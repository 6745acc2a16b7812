import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import { say } from '../messages/say.ts';
import { type CommandContext, defineCommand, option, optionWith } from './command.ts';
import { loadLocalWorkspace } from './load-local-workspace.ts';

const port = z.coerce.number('0–65535').int('0–65535').min(0, '0–65535').max(65535, '0–65535');

export const workspaceCommand = defineCommand({
  name: 'workspace',
  summary: 'workspace.summary',
  arguments: z.object({
    port: optionWith('workspace.port', 'N', port),
    data: optionWith('workspace.data', 'DIR', z.string().min(1)),
    log: optionWith('workspace.log', 'FILE', z.string().min(1)),
    json: option('workspace.json'),
  }),
  examples: ['lakegoose workspace', 'lakegoose workspace --port 8765 --data ~/lakegoose-data'],
  run: async ({ port, data, log, json }, context) => {
    const { directory, signal, stdout } = context;
    const { startLocalWorkspace } = await loadLocalWorkspace();
    const workspace = await startLocalWorkspace({
      ...(port === undefined ? {} : { port }),
      ...(data === undefined ? {} : { dataDirectory: resolve(directory, data) }),
      ...(log === undefined ? {} : { logFile: resolve(directory, log) }),
    });
    const { host, token, warehouseId } = workspace;
    const facts = { host, token, warehouse_id: warehouseId, pid: process.pid };
    stdout.write(json ? `${JSON.stringify(facts)}\n` : greeting(context, facts));
    if (!signal.aborted) await once(signal, 'abort');
    await workspace.close();
    return 0;
  },
});

function greeting({ language }: CommandContext, facts: { host: string; token: string; warehouse_id: string }): string {
  return `${say(language, 'workspace.ready', facts)}\n
  export LAKEGOOSE_WORKSPACE=local
  export DATABRICKS_HOST=${facts.host}
  export DATABRICKS_TOKEN=${facts.token}
  export DATABRICKS_WAREHOUSE_ID=${facts.warehouse_id}\n
${say(language, 'workspace.stop')}\n`;
}
