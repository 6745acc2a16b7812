import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';
import { z } from 'zod';

/**
 * A proxy on this machine that adds the token to every request, for clients that cannot. Where Host and Origin name the
 * proxy they then name the server; anything else goes through as it is.
 */
export async function tokenProxy(target: { readonly address: string; readonly token: string }) {
  const { host: own, hostname, port } = new URL(target.address);
  const proxy = createServer((request, response) => {
    const renamed = (name: string | undefined) => name?.replace(`:${bound}`, `:${new URL(target.address).port}`);
    const { host = own, origin } = request.headers;
    const headers = {
      ...request.headers,
      authorization: `Bearer ${target.token}`,
      host: renamed(host),
      ...(origin === undefined ? {} : { origin: renamed(origin) }),
    };
    const forwarded = send({ hostname, port, path: request.url, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      response.flushHeaders();
      pipeline(answer, response, () => undefined);
    });
    forwarded.on('error', () => response.destroy());
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port: bound } = z.object({ port: z.number() }).parse(proxy.address());
  return {
    address: `http://127.0.0.1:${bound}/mcp`,
    [Symbol.asyncDispose]: async () => {
      proxy.close();
      proxy.closeAllConnections();
      await once(proxy, 'close');
    },
  };
}
