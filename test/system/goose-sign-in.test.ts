import { stripVTControlCharacters } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { findGoose } from '../../src/agent-config/goose/binary.ts';
import { connectClient } from '../mcp-server/connect-client.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { runCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { signedIn } from './signed-in.ts';

const prompt = 'Enter to send';
let goose: string;
beforeAll(async () => {
  goose = await findGoose();
});

test('a chat that is longer than a token lives goes on, and nobody signs in again', async () => {
  await using person = await signedIn(3);
  await using terminal = openTerminal(goose, person);
  await terminal.shows(prompt);
  const seen = new Set<string>();
  for (const turn of [1, 2, 3]) {
    terminal.press('What is the average fare by pickup_zip in samples.nyctaxi.trips?\r');
    await terminal.shows('The highest average fare', turn);
    await terminal.shows(prompt, turn + 1);
    const { access_token: token } = await person.tokens();
    seen.add(token);
    await until(async () => !(await person.isTaken(token)), 10);
  }
  expect(seen.size).toBe(3);
  expect(terminal.screen()).not.toContain('lakegoose login');
});

test('a sign-in that was taken back: one sentence with the command, in the chat and from a tool; then the chat goes on', async () => {
  await using person = await signedIn(3600);
  const { host, directory, environment } = person;
  await using terminal = openTerminal(goose, person);
  await using tools = await connectClient({ ...environment, DATABRICKS_HOST: host });
  /** Asks, and waits until this was shown once more, and then the prompt. */
  const ask = async (shown: string) => {
    const before = terminal.screen();
    terminal.press('Which catalogs are there?\r');
    await terminal.shows(shown, before.split(shown).length);
    const answer = terminal.screen().split(shown).slice(0, -1).join(shown).length;
    await until(() => terminal.screen().slice(answer).includes(prompt), 20);
    return stripVTControlCharacters(terminal.screen().slice(before.length));
  };
  await terminal.shows(prompt);
  await ask('local workspace, synthetic data');
  expect(await tools.call('list_catalogs', {})).toMatchObject({ isError: false });

  const { refresh_token: token } = await person.tokens();
  await fetch(`${host}/oidc/v1/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
  const shown = await ask('Please retry');
  const sentence = `You are not signed in to ${host}, or the sign-in has ended. Sign in with: lakegoose login ${host}`;
  expect(shown.split(sentence)).toHaveLength(2);
  expect(shown).not.toContain('401');
  expect(await tools.call('list_catalogs', {})).toMatchObject({
    isError: true,
    text: expect.stringMatching(
      /^Error: \[sign-in\] You are not signed in to \S+ or the sign-in has ended\. Sign in with: \S+ login \S+\n\nLocal workspace/,
    ),
  });

  expect(await runCli(['login'], { environment, directory })).toMatchObject({ exitCode: 0 });
  await ask('local workspace, synthetic data');
  expect(await tools.call('list_catalogs', {})).toMatchObject({ isError: false });
});
