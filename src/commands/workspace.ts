import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import { say } from '../messages/say.ts';
import { loadSettings } from '../settings/load.ts';
import { ownDirectory } from '../settings/own-directory.ts';
import { defaultPort } from '../settings/workspace.ts';
import { type CommandContext, defineCommand, option, optionWith } from './command.ts';
import { loadLocalWorkspace } from './load-local-workspace.ts';
import { someText } from './some-text.ts';
import { wholeNumber } from './whole-number.ts';
import { announce } from './workspace/running.ts';
import { stopWorkspace } from './workspace/stop.ts';

const port = wholeNumber(0, 65535);

export const workspaceCommand = defineCommand({
  name: 'workspace',
  summary: 'workspace.summary',
  arguments: z.object({
    port: optionWith('workspace.port', 'N', port),
    data: optionWith('workspace.data', 'DIR', someText),
    log: optionWith('workspace.log', 'FILE', someText),
    consent: optionWith('workspace.consent', 'ask|given', z.enum(['ask', 'given'], 'ask, given')),
    'token-seconds': optionWith('workspace.token_seconds', 'N', wholeNumber(1, 86_400)),
    'cold-start-seconds': optionWith('workspace.cold_start_seconds', 'N', wholeNumber(0, 3600)),
    'cluster-start-seconds': optionWith('workspace.cluster_start_seconds', 'N', wholeNumber(0, 3600)),
    python: optionWith('workspace.python', 'PROGRAM', someText),
    'link-seconds': optionWith('workspace.link_seconds', 'N', wholeNumber(1, 900)),
    'result-seconds': optionWith('workspace.result_seconds', 'N', wholeNumber(1, 86_400)),
    'empty-first-pages': option('workspace.empty_first_pages'),
    'without-system-schemas': option('workspace.without_system_schemas'),
    json: option('workspace.json'),
    stop: option('workspace.stop'),
  }),
  examples: [
    'lakegoose workspace',
    'lakegoose workspace --port 8765 --data ~/lakegoose-data',
    'lakegoose workspace --stop',
  ],
  run: async ({ port, data, log, json, stop, consent, python: given, ...others }, context) => {
    const { 'token-seconds': tokenSeconds, 'cold-start-seconds': coldStartSeconds } = others;
    const { 'link-seconds': linkSeconds, 'result-seconds': resultSeconds } = others;
    const { directory, environment, signal, stdout } = context;
    const { LAKEGOOSE_PORT: settled, LAKEGOOSE_PYTHON: usual } = await loadSettings(environment, directory);
    const python = given ?? usual;
    const state = ownDirectory('state', environment);
    const wished = port ?? settled ?? defaultPort;
    if (stop) return stopWorkspace(state, wished, json, context);
    const told = { pid: process.pid, data: data === undefined ? '' : resolve(directory, data) };
    // It can be stopped while it starts, too.
    let end = await announce(state, wished, told);
    const { startLocalWorkspace } = await loadLocalWorkspace();
    const workspace = await startLocalWorkspace({
      ...portOf(port ?? settled),
      ...(data === undefined ? {} : { dataDirectory: resolve(directory, data) }),
      ...(log === undefined ? {} : { logFile: resolve(directory, log) }),
      ...(consent === undefined ? {} : { consent }),
      ...(tokenSeconds === undefined ? {} : { tokenSeconds }),
      ...(coldStartSeconds === undefined ? {} : { coldStartSeconds }),
      ...(others['cluster-start-seconds'] === undefined
        ? {}
        : { clusterStartSeconds: others['cluster-start-seconds'] }),
      ...(python === undefined ? {} : { python: python.includes('/') ? resolve(directory, python) : python }),
      ...(linkSeconds === undefined ? {} : { linkSeconds }),
      ...(resultSeconds === undefined ? {} : { resultSeconds }),
      ...(others['empty-first-pages'] ? { emptyFirstPages: true } : {}),
      ...(others['without-system-schemas'] ? { systemSchemas: [] } : {}),
    });
    if (workspace.port !== wished) {
      await end();
      end = await announce(state, workspace.port, told);
    }
    const { host, token, warehouseId, clusterId, servicePrincipal, users } = workspace;
    const facts = { host, token, warehouse_id: warehouseId, cluster_id: clusterId, pid: process.pid };
    const { clientId: client_id, clientSecret: client_secret } = servicePrincipal;
    const people = users.map(({ userName: user_name, token }) => ({ user_name, token }));
    const all = { ...facts, service_principal: { client_id, client_secret }, users: people };
    stdout.write(json ? `${JSON.stringify(all)}\n` : greeting(context, facts, workspace.port));
    if (!signal.aborted) await once(signal, 'abort');
    await workspace.close();
    await end();
    return 0;
  },
});

/** Where the client looks for the local workspace, too. */
function portOf(port: number | undefined) {
  return port === undefined ? { wishedPort: defaultPort } : { port };
}

type Greeted = Readonly<Record<'host' | 'token' | 'warehouse_id' | 'cluster_id', string>>;

function greeting({ language }: CommandContext, facts: Greeted, port: number): string {
  return `${say(language, 'workspace.ready', facts)}\n
  export LAKEGOOSE_WORKSPACE=local
  export DATABRICKS_HOST=${facts.host}
  export DATABRICKS_TOKEN=${facts.token}
  export DATABRICKS_WAREHOUSE_ID=${facts.warehouse_id}
  export DATABRICKS_CLUSTER_ID=${facts.cluster_id}\n
${say(language, 'workspace.sign_in', { host: facts.host })}
${say(language, 'workspace.how_to_stop', { port })}\n`;
}
