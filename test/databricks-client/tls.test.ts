import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { request } from '../../src/databricks-client/request.ts';

const data = (name: string) => readFile(join(import.meta.dirname, 'data', name));

test('a host whose certificate nobody vouches for gets no token', async () => {
  let asked = 0;
  const keys = { key: await data('untrusted-key.pem'), cert: await data('untrusted-certificate.pem') };
  const server = createServer(keys, (_incoming, outgoing) => {
    asked++;
    outgoing.end('{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const client = { host: `https://localhost:${port}`, token: async () => 'secret', userAgent: '' };
    const call = request(client, { method: 'GET', path: '/', answer: z.unknown() });
    await expect(call).rejects.toMatchObject({ code: 'databricks.unreachable' });
    expect(asked).toBe(0);
  } finally {
    server.close();
  }
});
