import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { redactor } from '../../src/doctor/redact.ts';
import { apiError, faultProxy } from '../support/fault-proxy.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { testWorkspace } from '../support/test-workspace.ts';
import { patient } from './patient.ts';

/** One for each place that may hold a secret. Some look like one, some do not. */
const secrets = {
  token: 'dapi0123456789abcdef0123456789abcdef',
  clientSecret: 'a plain phrase of three',
  mcpToken: 'mcp-4a1f0c77b2d34e5f9a8b7c6d5e4f3a2b',
  profileToken: 'profile-token-8c1d',
  proxyPassword: 'pr%40xy-w0rd',
  proxyPasswordDecoded: 'pr@xy-w0rd',
  otherVariable: 'key-of-another-service-77',
  accessToken: 'cached-access-token-1',
  refreshToken: 'cached-refresh-token-2',
  gooseSecret: 'kept-by-goose-itself-3',
  gooseRefresh: 'refresh-of-goose-4',
  unknownJwt: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl',
  unknownBearer: 'AbCdEf0123456789xyz',
  unescapedPassword: 'p@ss/w:rd',
  signature: 'c2lnbmVkLWxpbms%3D',
  foreignToken: 'ghp_0123456789abcdefghijABCDEFGHIJ',
  secretAsSent: 'a%20plain%20phrase%20of%20three',
} as const;

async function put(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text, { mode: 0o600 });
}

test('a report has what a request for support needs, and no secret, wherever it was', async () => {
  await using workspace = await testWorkspace();
  // A gateway that repeats what it was sent, and what it knows.
  const { unknownBearer, signature, ...others } = secrets;
  const link = `https://storage.example/x?X-Amz-Signature=${signature}&X-Amz-Credential=AKIA0`;
  const leak = Object.values(others).join(' / ');
  await using proxy = await faultProxy(workspace.host, ({ url }) =>
    url.pathname.endsWith('/Me')
      ? apiError(
          403,
          'PERMISSION_DENIED',
          `Bearer ${unknownBearer} ${leak} ${link} https://me:${secrets.profileToken}@x/`,
        )
      : undefined,
  );
  await using someone = await patient({
    LAKEGOOSE_WORKSPACE: 'local',
    DATABRICKS_HOST: proxy.host,
    DATABRICKS_TOKEN: secrets.token,
    HTTPS_PROXY: `http://me:${secrets.proxyPassword}@proxy.example:3128`,
    HTTP_PROXY: 'me:p1w@proxy.example:3128',
    ALL_PROXY: `http://me:${secrets.unescapedPassword}@proxy.example:3128`,
    NO_PROXY: '127.0.0.1',
    OPENAI_API_KEY: secrets.otherVariable,
    GOOSE_SERVER__SECRET_KEY: secrets.otherVariable,
  });
  await someone.dotEnv(
    `DATABRICKS_CLIENT_SECRET=${secrets.clientSecret}\nLAKEGOOSE_MCP_TOKEN=${secrets.mcpToken}\nGOOSE_MODEL=named\n`,
  );
  await put(someone.home, '.databrickscfg', `[A]\nhost = https://a.example\ntoken = ${secrets.profileToken}\n`);
  const cache = { tokens: { A: { access_token: secrets.accessToken, refresh_token: secrets.refreshToken } } };
  await put(someone.home, '.databricks/token-cache.json', JSON.stringify(cache));
  await put(someone.home, '.config/goose/secrets.yaml', `SOME_NAME: "${secrets.gooseSecret}"\n`);
  await put(
    someone.home,
    '.config/goose/databricks/oauth/1.json',
    JSON.stringify({ refresh_token: secrets.gooseRefresh }),
  );

  const told = await someone.look(['--report', '--seconds', '30']);
  expect(told.exitCode).toBe(1);
  expect(told.checks.find(({ check }) => check === 'sign-in')).toMatchObject({ code: 'databricks.not_permitted' });
  const text = await readFile(told.report ?? '', 'utf8');
  for (const [place, secret] of Object.entries(secrets)) {
    expect({ place, isIn: text.includes(secret) }).toEqual({ place, isIn: false });
    expect({ place, isIn: JSON.stringify(told).includes(secret) }).toEqual({ place, isIn: false });
  }
  expect(text).toContain('lakegoose 0.1.0, Node.js 24.');
  expect(text).toContain(`GOOSE_MODEL=named (${someone.folder}/.env)`);
  expect(text).toContain('HTTPS_PROXY=http://…@proxy.example:3128');
  expect(text).toContain('HTTP_PROXY=…@proxy.example:3128');
  expect(text).toContain('DATABRICKS_TOKEN=(set, not shown)');
  expect(text).toContain('GOOSE_SERVER__SECRET_KEY=(set, not shown)');
  expect(text).toMatch(/ {2}failed sign-in \(databricks\.not_permitted, [\d.]+ s\): You may not do this on/);
  for (const { check, state } of told.checks) expect(text).toContain(`  ${state} ${check} (`);
});

test('a report is whole, its owner alone may read it, and nothing else is left', async () => {
  await using workspace = await testWorkspace();
  await using someone = await patient(workspace.environment);
  const { report } = await someone.look(['--report', '--only', 'settings']);
  expect(report).toMatch(/\/work\/lakegoose-report-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.txt$/);
  expect((await stat(report ?? '')).mode & 0o777).toBe(0o600);
  expect(await readdir(someone.folder)).toEqual(['.env', report?.split('/').at(-1)]);
});

test('secrets of each profile file that is named, by whichever of both, are left out', async () => {
  await using home = await temporaryDirectory();
  const profiles = { usual: '.databrickscfg', ofDotEnv: 'one.cfg', ofEnvironment: 'other.cfg' };
  for (const [place, name] of Object.entries(profiles)) await put(home.path, name, `[A]\ntoken = secret-${place}\n`);
  await put(home.path, '.env', 'DATABRICKS_CONFIG_FILE=~/one.cfg\n');
  const environment = { HOME: home.path, DATABRICKS_CONFIG_FILE: join(home.path, profiles.ofEnvironment) };
  const redact = await redactor({ environment, directory: home.path });
  const places = Object.keys(profiles);
  expect(places.map((place) => redact(`x secret-${place} y`))).toEqual(places.map(() => 'x … y'));
});
