import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databricksStandIn } from '../support/databricks-stand-in.ts';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const sessions = '.local/share/goose/sessions/sessions.db';
const log = '.local/state/goose/logs/llm_request.0.jsonl';

async function person(profiles = '[DEFAULT]\nhost = https://work.example\n') {
  const home = await temporaryDirectory();
  const databricks = await databricksStandIn(home.path, 'token');
  await writeFile(join(home.path, '.databrickscfg'), profiles);
  for (const file of [sessions, log]) {
    await mkdir(join(home.path, file, '..'), { recursive: true });
    await writeFile(join(home.path, file), 'rows'.repeat(1000));
  }
  const own = { ...databricks.environment, XDG_STATE_HOME: '' };
  return {
    logout: (...words: string[]) => runCli(['logout', ...words], { environment: own, directory: home.path }),
    sets: (text: string) => writeFile(join(home.path, '.env'), text),
    asked: databricks.asked,
    loseCli: () => rm(join(home.path, 'databricks')),
    keeps: (file: string) =>
      stat(join(home.path, file)).then(
        () => true,
        () => false,
      ),
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}

test('ends the sign-in of the workspace, and leaves what Goose keeps', async () => {
  await using someone = await person();
  const { exitCode, stdout } = await someone.logout();
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout:
      'You are signed out of https://work.example (profile DEFAULT). To sign in again: lakegoose login https://work.example',
  });
  expect(await someone.asked()).toBe('auth logout --profile DEFAULT --auto-approve\n');
  expect(await someone.keeps(sessions)).toBe(true);
});

test.each([
  ['DATABRICKS_TOKEN=dapi1\n', 'DATABRICKS_TOKEN'],
  ['DATABRICKS_CLIENT_ID=app\nDATABRICKS_CLIENT_SECRET=secret\n', 'DATABRICKS_CLIENT_ID'],
])('what still signs in is told: %s', async (text, name) => {
  await using someone = await person();
  await someone.sets(text);
  const { exitCode, stdout } = await someone.logout();
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${name} is set and still signs in to https://work.example.`);
});

test('--purge removes what Goose keeps, after showing it', async () => {
  await using someone = await person();
  const { exitCode, stdout } = await someone.logout('--purge', '--yes');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/goose\/sessions \(1 files, 4 KB\)\n.*goose\/logs \(1 files, 4 KB\)/);
  expect([await someone.keeps(sessions), await someone.keeps(log)]).toEqual([false, false]);
  expect((await someone.logout('--purge')).stdout).toContain('Goose keeps no questions or rows here.');
});

test('what Goose keeps is removed also where nobody can be signed out', async () => {
  await using nowhere = await person('');
  const unknown = await nowhere.logout('--purge', '--yes');
  expect(unknown).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No workspace is known') });
  await using without = await person();
  await without.loseCli();
  expect(await without.logout('--purge', '--yes')).toMatchObject({ exitCode: 1 });
  for (const someone of [nowhere, without]) {
    expect([await someone.keeps(sessions), await someone.keeps(log)]).toEqual([false, false]);
  }
});

test('where nobody can be asked, nothing is done', async () => {
  await using someone = await person();
  const { exitCode, stderr } = await someone.logout('--purge');
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--purge --yes') });
  expect(await someone.asked()).toBe('');
  expect(await someone.keeps(log)).toBe(true);
});
