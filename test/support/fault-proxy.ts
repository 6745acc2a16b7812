import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export type Asked = { readonly method: string; readonly url: URL; readonly body: string; readonly at: number };
export type Scripted = {
  readonly status?: number;
  readonly json: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers only after so long. */
  readonly delayMs?: number;
};

/** The connection is cut: before the request has gone on to the workspace, or after, so that its answer is lost. */
export type Cut = 'cut' | 'lost';
/** The request goes on to the workspace, and its answer is kept back until then. */
type Kept = { readonly afterwards: Promise<void> };
type Act = Scripted | Cut | Kept | undefined;

/**
 * Stands before a workspace and answers what the script answers; everything else is passed on unchanged, once the script
 * has let go of it, but for what `rewrite` makes of the workspace's own JSON. Links to the workspace lead through the proxy, too.
 */
export async function faultProxy(
  workspace: string,
  script: (asked: Asked) => Act | Promise<Act>,
  rewrite: (text: string, asked: Asked) => string = (text) => text,
) {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const one = { method, url: new URL(url, workspace), body, at: Date.now() };
    asked.push(one);
    const scripted = await script(one);
    if (scripted === 'cut') return void incoming.socket.destroy();
    if (scripted !== undefined && scripted !== 'lost' && 'json' in scripted) {
      const { status = 200, json, headers = {}, delayMs = 0 } = scripted;
      await sleep(delayMs, undefined, { ref: false });
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
      outgoing.end(JSON.stringify(json));
      return;
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = incoming.headers;
    const answer = await fetch(one.url, {
      method,
      headers: new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])),
      ...(body === '' ? {} : { body }),
    });
    const type = answer.headers.get('content-type') ?? 'application/json';
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (typeof scripted === 'object') await scripted.afterwards;
    if (scripted === 'lost') return void incoming.socket.destroy();
    outgoing.writeHead(answer.status, { 'content-type': type });
    const isJson = type.startsWith('application/json');
    outgoing.end(isJson ? rewrite(String(bytes).replaceAll(workspace, here()), one) : bytes);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  function here(): string {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }
  return {
    host: here(),
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An error in the shape of the API. */
export function apiError(status: number, error_code: string, message: string): Scripted {
  return { status, json: { error_code, message }, headers: { 'retry-after': '0' } };
}
