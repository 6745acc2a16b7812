import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

// Run in a container by somebody who is signed in. Prints, as JSON, what the workspace says of each token that it was given.
const [how = '', host = '', profile = ''] = process.argv.slice(2);
const run = promisify(execFile);

async function byDatabricks(...more: string[]): Promise<string> {
  const { stdout } = await run('databricks', ['auth', 'token', '--profile', profile, ...more]);
  return JSON.parse(stdout).access_token;
}
const byLakegoose = async (): Promise<string> => (await run('lakegoose', ['token'])).stdout.trim();

async function answerTo(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${host}/api/2.0/preview/scim/v2/Me`, { headers })).status;
}

/** In the same instant, over and over; each that has little time left is renewed by whoever asks. */
async function atOnce(): Promise<readonly number[]> {
  const answers: number[] = [];
  for (const _round of [1, 2, 3]) {
    const renewed = [byDatabricks('--force-refresh'), byDatabricks('--force-refresh')];
    const tokens = await Promise.all([...renewed, byDatabricks(), byLakegoose(), byLakegoose()]);
    answers.push(...(await Promise.all(tokens.map(answerTo))));
  }
  return answers;
}

/** One after the other, each when the workspace takes the one before no more. */
async function inTurn() {
  const answers: number[] = [];
  const [access, refresh] = [new Set<string>(), new Set<string>()];
  for (const ask of [byDatabricks, byLakegoose, byDatabricks]) {
    const token = await ask();
    answers.push(await answerTo(token));
    access.add(token);
    const kept = await readFile(`${process.env.HOME}/.databricks/token-cache.json`, 'utf8');
    refresh.add(JSON.parse(kept).tokens[profile].refresh_token);
    while ((await answerTo(token)) === 200) await new Promise((passed) => setTimeout(passed, 100));
  }
  return { answers, different: [access.size, refresh.size] };
}

process.stdout.write(JSON.stringify(how === 'at-once' ? await atOnce() : await inTurn()));
