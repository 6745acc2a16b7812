import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Network, networkOf } from '../../src/databricks-client/network.ts';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';
import type { OnNotice } from '../../src/statements/registry.ts';
import { type Asked, type Cut, faultProxy, type Scripted } from '../support/fault-proxy.ts';
import { gate } from '../support/gate.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';
import { endless, handleOf, inHistory, newestIn, patient, rules, sessionOn, started, statement } from './session-on.ts';

let workspace: LocalWorkspace;
beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(() => workspace.close());

const becomes = (id: string, status: string) =>
  expect.poll(async () => (await inHistory(workspace, id))?.status).toBe(status);
const isSubmit = ({ method, url }: Asked) => method === 'POST' && url.pathname === '/api/2.0/sql/statements';

/** A session behind a network that fails as the script says. */
async function behind(script: Parameters<typeof faultProxy>[1], options: Parameters<typeof sessionOn>[2] = {}) {
  const stack = new AsyncDisposableStack();
  const state = stack.use(await temporaryDirectory());
  const proxy = stack.use(await faultProxy(workspace.host, script));
  const session = stack.use(sessionOn({ host: proxy.host, token: workspace.token }, state.path, options));
  return { session, proxy, state: state.path, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test('a statement whose connection fails keeps its handle and its limits, which hold as soon as the network is back', async () => {
  let isDown = false;
  const cut: string[] = [];
  const script = ({ url }: Asked): Cut | undefined => {
    if (isDown) cut.push(url.pathname);
    return isDown ? 'cut' : undefined;
  };
  await using stage = await behind(script, { unpolledSeconds: 2 });
  const onProgress = () => {
    isDown = true;
  };
  const failed = await stage.session
    .run(statement(endless), rules, patient(30, { onProgress }))
    .catch((error) => error);
  expect(failed).toMatchObject({ code: 'statements.out_of_reach', parts: [{ code: 'databricks.cut' }] });
  const { id } = failed.facts;
  await until(() => cut.some((path) => path.endsWith('/cancel')), 10);
  expect(await inHistory(workspace, id)).toMatchObject({ status: 'RUNNING' });
  isDown = false;
  await becomes(id, 'CANCELED');
  await expect(stage.session.poll(id, patient(5))).rejects.toMatchObject({ code: 'statements.nobody_asked' });
});

test('a handle of a statement whose connection failed gives its rows', async () => {
  let isDown = true;
  await using stage = await behind(({ method }) => (isDown && method === 'GET' ? 'cut' : undefined), {
    warehouseId: workspace.warehouseId,
  });
  const failed = await stage.session.run(statement('SELECT 7 AS n'), rules, patient(30)).catch((error) => error);
  expect(failed).toMatchObject({ code: 'statements.out_of_reach' });
  isDown = false;
  expect(await stage.session.poll(failed.facts.id, patient(5))).toMatchObject({ outcome: 'succeeded' });
});

test('a statement whose answer is lost is found in the history by its tag, and ended', async () => {
  await using stage = await behind((asked) => (isSubmit(asked) ? 'lost' : undefined));
  const failed = await stage.session.run(statement(endless), rules, patient(30)).catch((error) => error);
  expect(failed).toMatchObject({ code: 'statements.lost', parts: [{ code: 'databricks.cut_may_have_run' }] });
  await becomes((await newestIn(workspace)) ?? '', 'CANCELED');
  await expect(stage.session.poll(failed.facts.id, patient(5))).rejects.toMatchObject({ code: 'statements.cancelled' });
});

test.each(['EACCES', 'EMFILE'])('where this machine makes no connection (%s), nothing was sent', async (code) => {
  await using state = await temporaryDirectory();
  const { host, token, warehouseId } = workspace;
  const way = networkOf({});
  const network: Network = async (url) => {
    if (url.pathname !== '/api/2.0/sql/statements') return way(url);
    throw Object.assign(new Error('connect'), { code, syscall: 'connect' });
  };
  const client = { host, token: async () => token, userAgent: 'lakegoose-test', network };
  await using session = sessionOn(workspace, state.path, { client, warehouseId });
  const running = session.run(statement('SELECT 1 AS n'), rules, patient(30));
  await expect(running).rejects.toMatchObject({ code: 'databricks.unreachable', facts: { reason: code } });
});

test('a submission that outlasts patience has a handle, and is the same statement once it is taken', async () => {
  const held = gate();
  await using stage = await behind(async (asked) => (isSubmit(asked) ? void (await held.opened) : undefined));
  const sent = await stage.session.run(statement(endless), rules, patient(1));
  expect(sent).toMatchObject({ outcome: 'running', progress: { state: 'SENT' } });
  const again = stage.session.poll(handleOf(sent), patient(2));
  held.open();
  const taken = await again;
  expect(taken).toMatchObject({ outcome: 'running', progress: { state: 'RUNNING' } });
  expect(handleOf(taken)).toBe(await newestIn(workspace));
  await expect(stage.session.cancel(handleOf(sent))).resolves.toEqual({ state: 'CANCELED', isOurs: true });
});

test('what was given up while it was being submitted ends as soon as it is known', async () => {
  const held = gate();
  await using stage = await behind(async (asked) => (isSubmit(asked) ? void (await held.opened) : undefined));
  const gone = new AbortController();
  const call = stage.session.run(statement(endless), rules, patient(30, { signal: gone.signal }));
  await until(() => stage.proxy.asked.some(isSubmit));
  gone.abort();
  await expect(call).rejects.toMatchObject({ code: 'statements.cancelled' });
  const before = await newestIn(workspace);
  held.open();
  await until(async () => (await newestIn(workspace)) !== before);
  await becomes((await newestIn(workspace)) ?? '', 'CANCELED');
});

test('who leaves while a statement is being submitted, or looked for, takes it away from nobody else', async () => {
  const [sent, looked] = [gate(), gate()];
  let isLooking = false;
  await using stage = await behind(async (asked) => {
    if (isSubmit(asked)) await sent.opened;
    else if (isLooking) await looked.opened;
  });
  const tag = handleOf(await stage.session.run(statement(endless), rules, patient(1)));
  const leave = async (work: () => Promise<void>) => {
    const gone = new AbortController();
    const leaves = stage.session.poll(tag, patient(30, { signal: gone.signal }));
    const stays = stage.session.poll(tag, patient(3));
    await work();
    gone.abort();
    await expect(leaves).rejects.toMatchObject({ code: 'statements.cancelled' });
    return stays;
  };
  expect(await leave(async () => undefined)).toMatchObject({ progress: { state: 'SENT' } });
  sent.open();
  expect(await stage.session.poll(tag, patient(1))).toMatchObject({ progress: { state: 'RUNNING' } });
  isLooking = true;
  const before = stage.proxy.asked.length;
  const stays = leave(() => until(() => stage.proxy.asked.length >= before + 2));
  looked.open();
  expect(await stays).toMatchObject({ outcome: 'running', progress: { state: 'RUNNING' } });
});

test('a refusal that says when to come again ends with the patience of who asks', async () => {
  const busy: Scripted = { status: 429, json: { error_code: 'BUSY', message: '' }, headers: { 'retry-after': '20' } };
  await using stage = await behind((asked) => (isSubmit(asked) ? busy : undefined));
  const began = performance.now();
  const call = stage.session.run(statement('SELECT 1'), rules, patient(1));
  await expect(call).rejects.toMatchObject({ code: 'databricks.too_many_requests' });
  expect(performance.now() - began).toBeLessThan(5000);
});

test('a look that hangs ends with patience, and the statement is a handle', async () => {
  const held = gate();
  await using stage = await behind(async ({ method }) => (method === 'GET' ? void (await held.opened) : undefined), {
    warehouseId: workspace.warehouseId,
  });
  const outcome = await stage.session.run(statement(endless), rules, patient(1));
  expect(outcome).toMatchObject({ outcome: 'running' });
  held.open();
});

test('time limits hold while the registry cannot be written', async () => {
  await using stage = await behind(() => undefined, { limitSeconds: 2 });
  const id = await started(stage.session);
  using other = new DatabaseSync(join(stage.state, 'statements.db'));
  other.exec('BEGIN IMMEDIATE');
  await becomes(id, 'CANCELED');
  await expect(stage.session.poll(id, patient(5))).rejects.toMatchObject({ code: 'statements.too_slow' });
});

test('a damaged registry is put aside and told of; limits hold, and what comes is remembered again', async () => {
  const told: Parameters<OnNotice>[0][] = [];
  await using stage = await behind(() => undefined, { limitSeconds: 4, onNotice: (one) => told.push(one) });
  const id = await started(stage.session);
  for (const name of await readdir(stage.state)) {
    if (name.startsWith('statements.db')) await writeFile(join(stage.state, name), Buffer.alloc(40_000, 'A'));
  }
  await becomes(id, 'CANCELED');
  const after = await started(stage.session);
  expect(told.map(({ code }) => code)).toEqual(['registry.put_aside']);
  expect((await readdir(stage.state)).filter((name) => /damaged-[^-]*-[^-]*-\S+Z$/.test(name))).toHaveLength(1);
  await using other = sessionOn({ host: stage.proxy.host, token: workspace.token }, stage.state);
  expect(await other.poll(after, patient(1))).toMatchObject({ outcome: 'running' });
});
