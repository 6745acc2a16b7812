import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';
import { collectRows } from '../../src/statements/collect-rows.ts';
import type { Outcome } from '../../src/statements/statement.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { until } from '../support/until.ts';
import { endless, handleOf, inHistory, newestIn, patient, rules, sessionOn, started, statement } from './session-on.ts';

let workspace: LocalWorkspace;
let state: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  workspace = await testWorkspace();
  state = await temporaryDirectory();
});
afterAll(async () => {
  await workspace.close();
  await state[Symbol.asyncDispose]();
});

const signal = new AbortController().signal;
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await inHistory(workspace, id))?.status).toBe(status);

async function rowsOf(outcome: Outcome) {
  if (outcome.outcome !== 'succeeded') throw new Error('the statement has not ended');
  return collectRows(outcome.result, signal);
}

test('rows come in order through all their chunks, and it is told whether there were more', async () => {
  await using session = sessionOn(workspace, state.path);
  const all = await session.run(statement('SELECT id FROM range(120000) ORDER BY id'), rules, patient(30));
  const rows = await rowsOf(all);
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([120_000, ['0'], ['119999']]);
  const cut = await session.run(statement('SELECT id FROM range(5) ORDER BY id', { rowLimit: 3 }), rules, patient(30));
  expect(cut).toMatchObject({ result: { cutBy: 'row_limit', rowCount: 3 } });
});

test('what is read and not saved is cut far below what the workspace refuses to send inline', async () => {
  await using session = sessionOn(workspace, state.path);
  const parameters = [{ name: 'megabyte', value: 'x'.repeat(1_000_000) }];
  const outcome = await session.run(statement('SELECT :megabyte FROM range(12)', { parameters }), rules, patient(30));
  expect(outcome).toMatchObject({ result: { cutBy: 'byte_limit', rowCount: 8 } });
});

test('a statement that outlasts patience is a handle, which gives the rows later', async () => {
  await using cold = await testWorkspace({ coldStartSeconds: 2 });
  await using session = sessionOn(cold, state.path);
  const wait = patient(1);
  const first = await session.run(statement('SELECT 7 AS n'), rules, wait);
  expect(first).toMatchObject({
    outcome: 'running',
    progress: { state: 'PENDING', warehouse: { name: 'Local Warehouse' } },
  });
  expect(wait.told.at(-1)).toMatchObject({ state: 'PENDING', warehouse: { state: 'STARTING' } });
  expect(await rowsOf(await session.poll(handleOf(first), patient(30)))).toEqual([['7']]);
  expect(await rowsOf(await session.poll(handleOf(first), patient(30)))).toEqual([['7']]);
});

test('the history of the workspace tells who asked, with what', async () => {
  await using session = sessionOn(workspace, state.path);
  const outcome = await session.run(statement('SELECT 1'), rules, patient(30));
  const id = outcome.outcome === 'succeeded' ? outcome.result.statementId : '';
  await becomes(id, 'FINISHED');
  const tags = (await inHistory(workspace, id))?.query_tags ?? [];
  expect(Object.fromEntries(tags.map(({ key, value }) => [key, value]))).toEqual({
    product: expect.stringMatching(/^lakegoose\/\d/),
    session: expect.stringMatching(/^[0-9a-f-]{36}$/),
    statement: expect.stringMatching(/^[0-9a-f-]{36}$/),
    tool: 'test',
  });
});

test('a call that is given up cancels its statement on the warehouse, as it runs or as it is polled', async () => {
  await using session = sessionOn(workspace, state.path);
  for (const during of ['run', 'poll']) {
    const stop = new AbortController();
    const wait = { signal: stop.signal, onProgress: () => stop.abort() };
    const handle = during === 'poll' ? await started(session) : '';
    const given = during === 'poll' ? session.poll(handle, wait) : session.run(statement(endless), rules, wait);
    await expect(given).rejects.toMatchObject({ code: 'statements.cancelled' });
    await becomes(handle || ((await newestIn(workspace)) ?? ''), 'CANCELED');
  }
});

test('nothing runs on when its session closes, but for what another process has polled since', async () => {
  const session = sessionOn(workspace, state.path);
  await using other = sessionOn(workspace, state.path);
  const left = await started(session);
  const shared = await started(session);
  expect(await other.poll(shared, patient(1))).toMatchObject({ outcome: 'running' });
  await session.close();
  await becomes(left, 'CANCELED');
  expect(await inHistory(workspace, shared)).toMatchObject({ status: 'RUNNING' });
  await other.cancel(shared);
  await becomes(shared, 'CANCELED');
});

test('a statement that nobody asks for is cancelled, and it is told why', async () => {
  await using session = sessionOn(workspace, state.path, { unpolledSeconds: 1 });
  const handle = await started(session);
  await becomes(handle, 'CANCELED');
  await expect(session.poll(handle, patient(30))).rejects.toMatchObject({ code: 'statements.nobody_asked' });
});

test('a statement that somebody waits for is not one that nobody asks for', async () => {
  await using session = sessionOn(workspace, state.path, { unpolledSeconds: 2 });
  const handle = handleOf(await session.run(statement(endless), rules, patient(3)));
  const began = performance.now();
  await becomes(handle, 'CANCELED');
  // Its time begins when its call has been answered.
  expect(performance.now() - began).toBeGreaterThan(1900);
});

test('who leaves takes no statement away from others that wait for it, here or in another process', async () => {
  await using session = sessionOn(workspace, state.path);
  await using other = sessionOn(workspace, state.path);
  const handle = await started(session);
  for (const second of [session, other]) {
    const gone = new AbortController();
    const first = session.poll(handle, patient(30, { signal: gone.signal }));
    const { promise: waits, resolve: onProgress } = Promise.withResolvers<unknown>();
    const stays = second.poll(handle, patient(3, { onProgress }));
    await waits;
    gone.abort();
    await expect(first).rejects.toMatchObject({ code: 'statements.cancelled' });
    expect(await stays).toMatchObject({ outcome: 'running', progress: { state: 'RUNNING' } });
  }
});

test('a cancel says what became of the statement, and ends nothing of another user', async () => {
  await using session = sessionOn(workspace, state.path);
  const done = await session.run(statement('SELECT 1'), rules, patient(30));
  const id = done.outcome === 'succeeded' ? done.result.statementId : '';
  expect(await session.cancel(id)).toEqual({ state: 'SUCCEEDED', isOurs: false });
  expect(await rowsOf(await session.poll(id, patient(5)))).toEqual([['1']]);
  const handle = await started(session);
  const intern = workspace.users.find(({ userName }) => userName.startsWith('intern'));
  await using other = sessionOn({ host: workspace.host, token: intern?.token ?? '' }, state.path);
  await expect(other.cancel(handle)).rejects.toMatchObject({ code: 'statements.unknown' });
  expect(await session.cancel(handle)).toEqual({ state: 'CANCELED', isOurs: true });
  expect(await session.cancel(handle)).toEqual({ state: 'CANCELED', isOurs: false });
});

test('no text is kept of a statement that has failed or was cancelled', async () => {
  await using session = sessionOn(workspace, state.path, { limitSeconds: 1 });
  const texts = ['SELECT nothing', endless].map((text) => statement(text));
  const kept = texts.map((one) => new WeakRef(one));
  while (texts.length > 0) await session.run(texts.pop() ?? statement(''), rules, patient(30)).catch(() => undefined);
  setFlagsFromString('--expose-gc');
  await until(() => {
    runInNewContext('gc')();
    return kept.every((one) => one.deref() === undefined);
  });
});

test('a statement that takes too long is cancelled, whether somebody waits for it or not', async () => {
  await using session = sessionOn(workspace, state.path, { limitSeconds: 2 });
  await expect(session.run(statement(endless), rules, patient(30))).rejects.toMatchObject({
    code: 'statements.too_slow',
  });
  const handle = await started(session);
  await becomes(handle, 'CANCELED');
  await expect(session.poll(handle, patient(30))).rejects.toMatchObject({ code: 'statements.too_slow' });
});

test('a handle that lakegoose has not given out, or not for this workspace, is refused', async () => {
  await using session = sessionOn(workspace, state.path);
  await using elsewhere = await testWorkspace();
  await using other = sessionOn(elsewhere, state.path);
  const outcome = await session.run(statement('SELECT 1'), rules, patient(30));
  const id = outcome.outcome === 'succeeded' ? outcome.result.statementId : '';
  await expect(session.poll('01f0-not-there', patient(1))).rejects.toMatchObject({ code: 'statements.unknown' });
  await expect(other.poll(id, patient(1))).rejects.toMatchObject({ code: 'statements.unknown' });
  await expect(other.cancel(id)).rejects.toMatchObject({ code: 'statements.unknown' });
});

test("another user of the workspace gets nothing by one's handle, and cannot end the statement", async () => {
  await using session = sessionOn(workspace, state.path);
  const handle = await started(session);
  const intern = workspace.users.find(({ userName }) => userName.startsWith('intern'));
  await using other = sessionOn({ host: workspace.host, token: intern?.token ?? '' }, state.path);
  await expect(other.poll(handle, patient(1))).rejects.toMatchObject({ code: 'statements.unknown' });
  expect(await inHistory(workspace, handle)).toMatchObject({ status: 'RUNNING' });
  await session.close();
  await becomes(handle, 'CANCELED');
});

test('a registry of another version of lakegoose is begun anew', async () => {
  await using folder = await temporaryDirectory();
  const old = new DatabaseSync(join(folder.path, 'statements.db'));
  old.exec('CREATE TABLE statement (id TEXT PRIMARY KEY)');
  old.close();
  await using session = sessionOn(workspace, folder.path);
  expect(await rowsOf(await session.run(statement('SELECT 1'), rules, patient(30)))).toEqual([['1']]);
});

test('where the state folder cannot be written to, statements still run', async () => {
  await using session = sessionOn(workspace, '/proc/nothing/here');
  expect(await rowsOf(await session.run(statement('SELECT 1'), rules, patient(30)))).toEqual([['1']]);
});
