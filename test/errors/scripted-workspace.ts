import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { scriptedHost } from '../databricks-client/scripted-host.ts';

type Answer = { readonly status: number; readonly body: string | Buffer; readonly headers?: Record<string, string> };
/** An answer, or none: the connection is cut, or nothing comes. */
type Act = Answer | 'cut' | 'silent';

const submitted = z.looseObject({ statement: z.string() });
const columns = [{ name: 'n', position: 0, type_name: 'LONG', type_text: 'BIGINT' }];
const much = gzipSync(Buffer.alloc(65 * 1024 * 1024, ' '), { level: 1 });

function json(value: object, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } };
}
function refuse(status: number, error_code: string, headers: Record<string, string> = {}): Answer {
  return json({ error_code, message: 'So it is.' }, status, headers);
}

const later = { 'retry-after': '3600' };
/** What `list_schemas` of a catalog of that name gets. */
const byCatalog: Readonly<Record<string, Act>> = {
  silent: 'silent',
  silent_too: 'silent',
  cut: 'cut',
  elsewhere: { status: 302, body: '', headers: { location: 'https://elsewhere.example/' } },
  odd: { status: 200, body: '<html>Sign in</html>' },
  large: { status: 200, body: much, headers: { 'content-encoding': 'gzip' } },
  busy: refuse(429, 'REQUEST_LIMIT_EXCEEDED', later),
  away: refuse(503, 'TEMPORARILY_UNAVAILABLE', later),
  broken: refuse(500, 'INTERNAL_ERROR'),
  wrong: refuse(400, 'INVALID_PARAMETER_VALUE'),
  verbose: json({ error_code: 'INTERNAL_ERROR', message: `${'word '.repeat(200_000)}the end` }, 500),
  mine: refuse(403, 'PERMISSION_DENIED'),
};

/** What the lineage API, and then a statement on the system tables, get for a table of that name. */
const byTable: Readonly<Record<string, { readonly api: Answer; readonly system: string }>> = {
  hidden: {
    api: refuse(403, 'PERMISSION_DENIED'),
    system:
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA on Schema 'system.access'.",
  },
  off: {
    api: refuse(404, 'ENDPOINT_NOT_FOUND'),
    system: '[TABLE_OR_VIEW_NOT_FOUND] The table or view cannot be found.',
  },
  ill: { api: refuse(500, 'INTERNAL_ERROR'), system: '[INTERNAL_ERROR] It is out of order.' },
};

const warehouses = [
  { id: 'sleepy', name: 'Sleepy', state: 'STOPPED' },
  { id: 'awake', name: 'Awake', state: 'RUNNING' },
];

const clusters: Readonly<Record<string, object>> = {
  stuck: { cluster_id: 'stuck', cluster_name: 'Stuck', state: 'PENDING' },
  broken: { cluster_id: 'broken', cluster_name: 'Broken', state: 'TERMINATED', state_message: 'There is no quota.' },
};

/**
 * A workspace that does what a real one cannot be made to do. A catalog of that name, or a statement `SELECT 1 AS name`,
 * brings it about; `SELECT 1 AS link_name` gives a result at the address that `links` has for the name.
 */
export function scriptedWorkspace(links: Readonly<Record<string, string>>) {
  return scriptedHost((incoming, outgoing) => {
    void actOf(incoming, links).then((act) => perform(act, outgoing));
  });
}

function perform(act: Act, outgoing: ServerResponse): void {
  if (act === 'silent') return;
  if (act === 'cut') outgoing.socket?.destroy();
  else outgoing.writeHead(act.status, act.headers).end(act.body);
}

async function actOf(incoming: IncomingMessage, links: Readonly<Record<string, string>>): Promise<Act> {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`);
  const sent = await text(incoming);
  const token = incoming.headers.authorization?.slice('Bearer '.length);
  if (url.pathname.startsWith('/oidc/')) return json(signIn(url));
  if (token === 'refused') return refuse(401, 'UNAUTHENTICATED');
  if (url.pathname === '/api/2.1/clusters/start') return json({});
  const cluster = clusters[url.searchParams.get('cluster_id') ?? ''];
  if (cluster !== undefined) return json(cluster);
  if (url.pathname === '/api/2.0/sql/warehouses') return json(token === 'poor' ? {} : { warehouses });
  const table = byTable[/main\.lineage\.(\w+)/.exec(decodeURIComponent(url.href) + sent)?.[1] ?? ''];
  if (table !== undefined && url.pathname.includes('/lineage-tracking/')) return table.api;
  if (table !== undefined && url.pathname === '/api/2.0/sql/statements') {
    return json({ statement_id: 'failed', status: { state: 'FAILED', error: { message: table.system } } });
  }
  if (table !== undefined)
    return json({ name: 't', catalog_name: 'main', schema_name: 'lineage', full_name: nameOf(url) });
  if (url.pathname.endsWith('.locked')) return refuse(403, 'PERMISSION_DENIED');
  if (url.pathname === '/api/2.0/sql/statements') return statement(nameIn(sent), url, links);
  if (url.pathname.startsWith('/api/2.0/sql/statements/')) {
    return statement(url.pathname.split('/')[5] ?? '', url, links);
  }
  return byCatalog[url.searchParams.get('catalog_name') ?? ''] ?? refuse(404, 'ENDPOINT_NOT_FOUND');
}

function nameOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.split('/').at(-1) ?? '');
}

function nameIn(sent: string): string {
  return /AS (\w+)/.exec(submitted.parse(JSON.parse(sent)).statement)?.[1] ?? '';
}

function signIn({ origin, pathname }: URL): object {
  return pathname.endsWith('/token')
    ? { access_token: 'refused', expires_in: 3600, token_type: 'Bearer' }
    : { token_endpoint: `${origin}/oidc/v1/token` };
}

/** The name of a statement is its identifier, too. */
function statement(statement_id: string, { pathname }: URL, links: Readonly<Record<string, string>>): Act {
  if (statement_id === 'cut') return 'cut';
  if (statement_id === 'asleep') return refuse(403, 'PERMISSION_DENIED');
  if (statement_id === 'vanishes') {
    return pathname.endsWith('/statements') ? json({ statement_id, status: { state: 'RUNNING' } }) : 'cut';
  }
  if (statement_id === 'hangs') {
    return pathname.endsWith('/cancel') ? 'silent' : json({ statement_id, status: { state: 'RUNNING' } });
  }
  const external_link = links[statement_id.replace(/^link_/, '')];
  if (external_link === undefined) return json({ statement_id, status: { state: 'CLOSED' } });
  const expiration = new Date(Date.now() + 900_000).toISOString();
  const result = { external_links: [{ external_link, expiration, chunk_index: 0, row_offset: 0, row_count: 1 }] };
  if (pathname.endsWith('/chunks/0')) return json(result);
  const manifest = { schema: { column_count: 1, columns }, total_chunk_count: 1, total_row_count: 1 };
  return json({ statement_id, status: { state: 'SUCCEEDED' }, manifest, result });
}
