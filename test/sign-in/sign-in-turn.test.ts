import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inTurn } from '../../src/sign-in/sign-in-turn.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

const host = 'https://work.example';
const link = 'https://work.example/oidc/v1/authorize?state=1';

test('who comes second is told the link of the first, and nobody else can put one there', async () => {
  await using home = await temporaryDirectory();
  const environment = { HOME: home.path };
  const second = () => inTurn(host, environment, async () => 'done');
  const folder = join(home.path, '.local/state/lakegoose');
  await inTurn(host, environment, async (tell) => {
    await until(async () => (await readdir(folder)).includes('sign-in.json'));
    await expect(second()).rejects.toMatchObject({ code: 'login.waits_elsewhere' });
    tell(link);
    const toldLink = () => second().catch((error: unknown) => error);
    await until(async () => JSON.stringify(await toldLink()).includes('login.waits_with_link'));
    expect(await toldLink()).toMatchObject({ code: 'login.waits_with_link', facts: { host, link } });
  });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await second()).toBe('done');
});
