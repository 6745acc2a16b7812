import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type LocalWorkspace, startLocalWorkspace } from '../../src/local-workspace/index.ts';

const data = join(import.meta.dirname, 'data');
const report = z.object({
  summary: z.looseObject({
    cases: z.number(),
    totals: z.record(z.string(), z.number()),
    rawCells: z.number(),
    httpErrors: z.number(),
  }),
});

let workspace: LocalWorkspace;
beforeAll(async () => {
  workspace = await startLocalWorkspace();
});
afterAll(() => workspace.close());

it('answers the public corpus as Spark did, or refuses: never wrong, never without the error', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(data, 'play-sql-answers.mjs'), join(data, 'sql-answers.jsonl'), '--json'],
    {
      env: { HOST: workspace.host, TOKEN: workspace.token, WAREHOUSE: workspace.warehouseId },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const { summary } = report.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  expect(summary.cases).toBeGreaterThan(250);
  expect(summary.totals).toMatchObject({ wrong: 0, 'missed-error': 0 });
  expect(summary.totals.correct).toBeGreaterThanOrEqual(80);
  expect(summary).toMatchObject({ rawCells: 0, httpErrors: 0 });
});
