import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** A workspace as the test sees it: its address, and every request that reached it. */
export type Host = AsyncDisposable & {
  readonly address: string;
  readonly token: string;
  readonly warehouse: string;
  readonly requests: () => Promise<readonly Reached[]>;
  readonly forget: () => void;
};

export type Reached = { readonly path: string; readonly body: string };

const succeeded = {
  status: { state: 'SUCCEEDED' },
  manifest: { schema: { column_count: 0, columns: [] }, truncated: false },
  result: { data_array: [] },
};

/** Accepts every statement, under an identifier of its own, and runs none. */
export async function recordingHost(answer: object = succeeded): Promise<Host> {
  let reached: Reached[] = [];
  const server = createServer(async (request, response) => {
    reached.push({ path: request.url ?? '', body: await text(request) });
    response.setHeader('content-type', 'application/json');
    const isStatement = request.url?.startsWith('/api/2.0/sql/statements');
    response.end(JSON.stringify(isStatement ? { statement_id: randomUUID(), ...answer } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    address: `http://127.0.0.1:${port}`,
    token: 'dapi-recorded',
    warehouse: 'recorded',
    requests: async () => reached,
    forget: () => {
      reached = [];
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
