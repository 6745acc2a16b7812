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

/**
 * Stands before a workspace and answers what the script answers; everything else is passed on unchanged, but for what
 * `rewrite` makes of the workspace's own JSON.
 */
export async function faultProxy(
  workspace: string,
  script: (asked: Asked) => Scripted | undefined,
  rewrite?: (text: string, asked: Asked) => string,
) {
  const asked: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    const one = { method, url: new URL(url, workspace), body, at: Date.now() };
    asked.push(one);
    const scripted = script(one);
    if (scripted !== undefined) {
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
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    const bytes = Buffer.from(await answer.arrayBuffer());
    outgoing.end(rewrite === undefined ? bytes : rewrite(bytes.toString(), one));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    host: `http://127.0.0.1:${port}`,
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
