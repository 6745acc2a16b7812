import { expect, test } from 'vitest';
import { z } from 'zod';
import { connectClient } from '../mcp-server/connect-client.ts';
import { runCli } from '../support/run-cli.ts';
import { until } from '../support/until.ts';
import { signedIn } from './signed-in.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;

const given = z.object({ access_token: z.string() });

/** A token as the Databricks CLI gives it; with `--force-refresh` as its SDKs ask for one at each start. */
async function byDatabricks({ databricks }: Person, ...more: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await databricks('auth', 'token', '--profile', 'DEFAULT', ...more);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return given.parse(JSON.parse(stdout)).access_token;
}

async function byLakegoose({ environment, directory }: Person): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(['token'], { environment, directory });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout;
}

test('tokens end and refresh tokens are replaced over and over: the Databricks CLI and lakegoose take turns', async () => {
  await using person = await signedIn(4);
  const seen = { access: new Set<string>(), refresh: new Set<string>() };
  for (const ask of [byDatabricks, byLakegoose, byDatabricks, byLakegoose]) {
    const token = await ask(person);
    expect(await person.isTaken(token)).toBe(true);
    seen.access.add(token);
    seen.refresh.add((await person.tokens()).refresh_token);
    // By then the refresh token that it came from is of no use any more either: its grace is as long as a token's life.
    await until(async () => !(await person.isTaken(token)), 10);
  }
  expect([seen.access.size, seen.refresh.size]).toEqual([4, 4]);
});

// With less than five minutes to live, each token is refreshed by whoever asks for one.
test('several that refresh at once, ours and theirs: nobody is signed out', async () => {
  await using person = await signedIn(60);
  await using tools = await connectClient({ ...person.environment, DATABRICKS_HOST: person.host });
  for (const _round of [1, 2, 3]) {
    const [list, ...tokens] = await Promise.all([
      tools.call('list_catalogs', {}),
      byDatabricks(person, '--force-refresh'),
      byDatabricks(person, '--force-refresh'),
      byDatabricks(person),
      byLakegoose(person),
      byLakegoose(person),
    ]);
    expect(list).toMatchObject({ isError: false });
    for (const token of tokens) expect(await person.isTaken(token)).toBe(true);
  }
  const { stdout } = await person.databricks('auth', 'describe', '--output', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ status: 'success', username: 'analyst@local.lakegoose.test' });
});
