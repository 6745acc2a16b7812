import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mostSynced, neverSynced } from '../../src/notebooks/never-synced.ts';
import { repository } from '../support/run-cli.ts';

test('uv run jupyter leaves out what lakegoose notebook run leaves out', async () => {
  const project = await readFile(join(repository, 'pyproject.toml'), 'utf8');
  const [, listed = ''] = /^exclude = \[(.*?)^\]/ms.exec(project) ?? [];
  expect([...listed.matchAll(/"([^"]+)"/g)].map(([, pattern]) => pattern)).toEqual(neverSynced);
  expect(project).toContain(`max_size_mb = ${mostSynced.total}\nmax_file_size_mb = ${mostSynced.file}\n`);
});
