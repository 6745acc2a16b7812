import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startCli } from '../support/run-cli.ts';

const printed = z.object({
  host: z.string(),
  token: z.string(),
  warehouse_id: z.string(),
  pid: z.number(),
  service_principal: z.object({ client_id: z.string(), client_secret: z.string() }),
});

test('lakegoose workspace prints how to sign in, and does what its options say', async () => {
  const options = ['--consent', 'given', '--token-seconds', '7', '--cold-start-seconds', '60'];
  const cli = startCli(['workspace', '--json', ...options]);
  const [line] = await once(createInterface({ input: cli.stdout }), 'line');
  const { host, warehouse_id, pid, service_principal } = printed.parse(JSON.parse(z.string().parse(line)));
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...service_principal });
  const granted = await fetch(`${host}/oidc/v1/token`, { method: 'POST', body });
  const { access_token, expires_in } = z
    .looseObject({ access_token: z.string(), expires_in: z.number() })
    .parse(await granted.json());
  expect(expires_in).toBe(7);
  const headers = { authorization: `Bearer ${access_token}` };
  const warehouse = await fetch(`${host}/api/2.0/sql/warehouses/${warehouse_id}`, { headers });
  expect(await warehouse.json()).toMatchObject({ state: 'STOPPED' });
  process.kill(pid, 'SIGTERM');
  expect(await cli).toMatchObject({ exitCode: 0 });
});
