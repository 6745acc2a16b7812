import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveMcpOverHttp } from '../../support/mcp-over-http.ts';
import { testWorkspace } from '../../support/test-workspace.ts';
import { tokenProxy } from '../../support/token-proxy.ts';
import { serveFront } from '../http/serve-front.ts';
import { fixtureServer } from './fixture-server.ts';
import { revisions, runSuite } from './run-suite.ts';

const stack = new AsyncDisposableStack();
const addresses: Record<string, string> = {};

beforeAll(async () => {
  const workspace = stack.use(await testWorkspace());
  const shipped = stack.use(await serveMcpOverHttp(workspace.environment));
  const fixture = stack.use(await serveFront(fixtureServer, { sessions: 64 }));
  addresses.shipped = stack.use(await tokenProxy(shipped)).address;
  addresses.fixture = stack.use(await tokenProxy(fixture)).address;
});
afterAll(() => stack.disposeAsync());

const runs = revisions.flatMap((revision) => ['shipped', 'fixture'].map((server) => ({ server, revision })));

test.each(runs)(
  'the $server server over HTTP conforms to $revision, but for what is written down',
  async ({ server, revision }) => {
    const { exitCode, says } = await runSuite(addresses[server] ?? '', revision, `${server}-http-${revision}.yaml`);
    expect(exitCode, says).toBe(0);
  },
  90_000,
);
