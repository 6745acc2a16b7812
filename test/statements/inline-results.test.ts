import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { patient, rules, sessionOn, statement } from './session-on.ts';

const inlineOnly = { ...rules, inlineOnly: true } as const;

test('without links, every row comes once and in order, more than what is shown for reading', async () => {
  await using state = await temporaryDirectory();
  const logFile = join(state.path, 'requests.log');
  await using workspace = await testWorkspace({ logFile });
  await using session = sessionOn(workspace, state.path);
  // About 20 MB: above the limit of what is read, below that of the workspace.
  const wide = `SELECT id, '${'x'.repeat(200)}' AS text FROM range(90000) ORDER BY id`;
  const outcome = await session.run(statement(wide, { results: 'links' }), inlineOnly, patient(60));
  if (outcome.outcome !== 'succeeded') throw new Error('it should have ended');
  expect(outcome.result).not.toHaveProperty('cutBy');
  let count = 0;
  for await (const rows of outcome.result.batches(AbortSignal.timeout(60_000))) {
    for (const [id] of rows) if (id !== String(count++)) throw new Error(`row ${count} is ${id}`);
  }
  expect(count).toBe(90_000);
  expect(await readFile(logFile, 'utf8')).not.toContain('"path":"/external/');
});

test('a result that is larger than the workspace sends is told as that, and nothing of it is kept', async () => {
  await using state = await temporaryDirectory();
  await using workspace = await testWorkspace();
  await using session = sessionOn(workspace, state.path);
  const wide = statement(`SELECT '${'x'.repeat(1000)}' AS text FROM range(30000)`, { results: 'links' });
  await expect(session.run(wide, inlineOnly, patient(60))).rejects.toMatchObject({ code: 'statements.too_large' });
});
