import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revisions, runSuite } from '../mcp-server/conformance/run-suite.ts';
import { cleanEnvironment, cliProgram, repository } from '../support/run-cli.ts';
import { stdioBridge } from '../support/stdio-bridge.ts';
import { testWorkspace } from '../support/test-workspace.ts';

const stack = new AsyncDisposableStack();
const addresses: Record<string, string> = {};
const fixture = join(repository, 'test/mcp-server/conformance/fixture-stdio.ts');

// In the system tests, because each session of the suite is a process of its own.
beforeAll(async () => {
  const { environment } = stack.use(await testWorkspace());
  const program = { command: process.execPath, args: [fixture], environment: cleanEnvironment() };
  addresses.shipped = stack.use(await stdioBridge({ command: cliProgram, args: ['mcp'], environment })).address;
  addresses.fixture = stack.use(await stdioBridge(program)).address;
});
afterAll(() => stack.disposeAsync());

const runs = revisions.flatMap((revision) => ['shipped', 'fixture'].map((server) => ({ server, revision })));

test.each(runs)('the $server server over stdio conforms to $revision, but for what is written down', async (run) => {
  const { server, revision } = run;
  const { exitCode, says } = await runSuite(addresses[server] ?? '', revision, `${server}-stdio-${revision}.yaml`);
  expect(exitCode, says).toBe(0);
});
