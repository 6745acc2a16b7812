import { request as ask } from 'node:http';
import { createServer } from 'node:https';
import { rootWithHosts } from '../databricks-client/certificates.ts';
import { connectProxy } from '../databricks-client/inspecting-proxy.ts';
import { listening } from '../databricks-client/scripted-host.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { testWorkspace } from './test-workspace.ts';

/**
 * A workspace at `https://work.example`: the local one, behind TLS and a proxy, so that our own programs take it for somebody's.
 * `lists` are answered in its place, by the end of their path; one with an `error_code` is refused.
 */
export async function remoteWorkspace(
  lists: Readonly<Record<string, object>> = {},
  options: Parameters<typeof testWorkspace>[0] = {},
) {
  await using stack = new AsyncDisposableStack();
  const workspace = stack.use(await testWorkspace(options));
  const folder = stack.use(await temporaryDirectory());
  const certificates = await rootWithHosts(folder.path, ['work.example']);
  const { port } = new URL(workspace.host);
  const server = createServer(certificates.of('work.example'), (incoming, outgoing) => {
    const { method, url = '', headers } = incoming;
    const list = Object.entries(lists).find(([end]) => new URL(url, workspace.host).pathname.endsWith(end))?.[1];
    if (list !== undefined) {
      outgoing.statusCode = 'error_code' in list ? 400 : 200;
      return void outgoing.end(JSON.stringify(list));
    }
    const told = { ...headers, host: `127.0.0.1:${port}` };
    const onwards = ask({ host: '127.0.0.1', port, method, path: url, headers: told }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onwards);
  });
  const proxy = stack.use(await connectProxy(await listening(server)));
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const kept = stack.move();
  return {
    host: 'https://work.example',
    token: workspace.token,
    warehouseId: workspace.warehouseId,
    clusterId: workspace.clusterId,
    /** With this, programs find the way. */
    environment: { HTTPS_PROXY: `http://${proxy.address}`, SSL_CERT_FILE: certificates.root, NO_PROXY: '127.0.0.1' },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
