import { z } from 'zod';
import { queryHistory } from '../../src/databricks-api/query-history.ts';
import { WorkspaceClient } from '../local-workspace/workspace-client.ts';
import { type Asked, apiError, faultProxy, type Scripted } from '../support/fault-proxy.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { connectClient } from './connect-client.ts';

const lineage = '/api/2.0/lineage-tracking/table-lineage';
const tables = '/api/2.1/unity-catalog/tables/';

/** An edge of the lineage API that leads to `main.s.<name>`. */
export function to(name: string, more: object = {}, at = '2026-01-01 00:00:00.0') {
  return {
    tableInfo: { name, catalog_name: 'main', schema_name: 's', table_type: 'TABLE', lineage_timestamp: at },
    ...more,
  };
}

type Edges = { readonly upstreams?: readonly unknown[]; readonly downstreams?: readonly unknown[] };
export type Graph = Readonly<Record<string, Edges | Scripted>>;

const scripted = z.looseObject({ json: z.unknown() });

function isScripted(given: Edges | Scripted): given is Scripted {
  return scripted.safeParse(given).success && 'json' in given;
}

/** What the lineage API tells of the tables `main.s.<name>`; every one of them exists. */
export function graphScript(graph: Graph) {
  return ({ url }: Asked): Scripted | undefined => {
    const asked = url.searchParams.get('table_name') ?? '';
    if (url.pathname === lineage && asked.startsWith('main.s.')) {
      const found = graph[asked.slice('main.s.'.length)] ?? {};
      return isScripted(found) ? found : { json: found };
    }
    if (!url.pathname.startsWith(`${tables}main.s.`)) return undefined;
    const full_name = decodeURIComponent(url.pathname.slice(tables.length));
    const name = full_name.slice('main.s.'.length);
    return { json: { name, catalog_name: 'main', schema_name: 's', full_name, columns: [] } };
  };
}

type Given = Parameters<typeof testWorkspace>[0];

/** Our server before a workspace of which some answers are scripted. */
export async function scriptedAgent(
  script: (asked: Asked) => Scripted | undefined,
  settings: Readonly<Record<string, string>> = {},
  given: Given = {},
) {
  const workspace = await testWorkspace(given);
  const proxy = await faultProxy(workspace.host, script);
  const agent = await connectClient({ ...workspace.environment, DATABRICKS_HOST: proxy.host, ...settings });
  return {
    asked: proxy.asked,
    lineageOf: (table: string, more: object = {}) => agent.call('get_table_lineage', { table, ...more }),
    call: agent.call,
    /** Runs a statement on the workspace itself, past our server. */
    workspaceStatement: (statement: string) => new WorkspaceClient(workspace).execute(statement),
    /** What became of the statements on the system tables, by the workspace's own history. */
    endsOfLineageStatements: async () => {
      const { res = [] } = queryHistory.parse(await new WorkspaceClient(workspace).get('/api/2.0/sql/history/queries'));
      return res.filter(({ query_text = '' }) => query_text.includes('system.access')).map(({ status }) => status);
    },
    lineageRequests: () =>
      proxy.asked.filter(({ url }) => url.pathname === lineage).map(({ url }) => url.searchParams.get('table_name')),
    [Symbol.asyncDispose]: async () => {
      await agent[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await workspace.close();
    },
  };
}

/** The lineage API refuses everything, so that the system tables are asked. */
export function refusing(
  status: number,
  errorCode: string,
  message: string,
  then = (_asked: Asked): Scripted | undefined => undefined,
) {
  return (asked: Asked): Scripted | undefined =>
    asked.url.pathname.startsWith('/api/2.0/lineage-tracking/') ? apiError(status, errorCode, message) : then(asked);
}

/** The first block of text, which is the tree. */
export function treeIn(text: string): string {
  return /(`{3,})text\n([\s\S]*?)\n\1/.exec(text)?.[2] ?? '';
}
