import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A stand-in for the Databricks CLI that keeps what it was asked, and ends with `exitCode`. */
async function login(words: readonly string[], exitCode: number) {
  await using home = await temporaryDirectory();
  const program = join(home.path, 'databricks');
  await writeFile(program, `#!/bin/sh\necho "$@" > ${home.path}/asked\nexit ${exitCode}\n`);
  await chmod(program, 0o755);
  const environment = { HOME: home.path, PATH: `${home.path}:/usr/bin:/bin` };
  const result = await runCli(['login', ...words], { environment, directory: home.path });
  return { ...result, asked: await readFile(join(home.path, 'asked'), 'utf8').catch(() => '') };
}

test('lets the Databricks CLI sign in to the host of the address, and says what comes next', async () => {
  const { exitCode, stdout, asked } = await login(['https://one.example/explore?o=1'], 0);
  expect(exitCode).toBe(0);
  expect(asked).toBe('auth login --host https://one.example --profile DEFAULT --timeout 5m\n');
  expect(stdout).toContain('You are signed in to https://one.example');
  expect(stdout).toContain('lakegoose agents goose');
});

test('a sign-in that did not succeed, and one without an address, say so', async () => {
  expect(await login(['https://one.example'], 1)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Try again: lakegoose login https://one.example'),
  });
  expect(await login([], 0)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Which workspace?'),
    asked: '',
  });
});
