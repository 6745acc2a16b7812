import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { patient, rules, sessionOn, statement } from './session-on.ts';

const many = `SELECT id, concat('row ', id) AS text FROM range(250000) ORDER BY id`;

test.each([
  { links: 'valid', linkSeconds: 900 },
  // Ended before they are used: each chunk needs a link of its own.
  { links: 'short-lived', linkSeconds: 2 },
])('every row comes once and in order by $links links, chunk by chunk', async ({ linkSeconds }) => {
  await using state = await temporaryDirectory();
  const logFile = join(state.path, 'requests.log');
  await using workspace = await testWorkspace({ linkSeconds, logFile });
  await using session = sessionOn(workspace, state.path);
  const outcome = await session.run(statement(many, { results: 'links' }), rules, patient(60));
  if (outcome.outcome !== 'succeeded') throw new Error('it should have ended');
  let [count, largest] = [0, 0];
  for await (const rows of outcome.result.batches(AbortSignal.timeout(60_000))) {
    largest = Math.max(largest, rows.length);
    for (const [id, text] of rows) {
      if (id !== String(count) || text !== `row ${count}`) throw new Error(`row ${count} is ${id}, ${text}`);
      count++;
    }
  }
  expect(count).toBe(250_000);
  // Groups of rows and not whole chunks, which may be large.
  expect(largest).toBeLessThan(20_000);
  const chunks = (await readFile(logFile, 'utf8')).match(/"path":"\/external\//g);
  expect(chunks?.length).toBeGreaterThan(1);
});
