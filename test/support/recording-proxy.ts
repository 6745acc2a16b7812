import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export type Recorded = { readonly method: string; readonly path: string; readonly body: unknown };

const body = z.string().transform((json): unknown => (json === '' ? undefined : JSON.parse(json)));

/** Stands between a client and a workspace, passes everything on unchanged and keeps what was asked. */
export async function recordingProxy(workspace: string) {
  const recorded: Recorded[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const sent = await text(incoming);
    const { method = 'GET', url = '/' } = incoming;
    recorded.push({ method, path: url, body: body.parse(sent) });
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = incoming.headers;
    const answer = await fetch(new URL(url, workspace), {
      method,
      headers: new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])),
      ...(sent === '' ? {} : { body: sent }),
    });
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    for await (const chunk of answer.body ?? []) outgoing.write(chunk);
    outgoing.end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    host: `http://127.0.0.1:${port}`,
    recorded,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
