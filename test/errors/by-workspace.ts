import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorCode } from '../../src/messages/categories.ts';
import { INTERN } from '../local-workspace/grants.ts';
import type { Heard, Provocation, Stage } from './stage.ts';

const asks =
  (catalog: string): Provocation =>
  ({ amid, hears }) =>
    hears(amid(), 'list_schemas', { catalog });

const submits =
  (word: string, how: 'amid' | 'on' = 'amid'): Provocation =>
  ({ amid, on, scripted, hears }) =>
    hears(how === 'amid' ? amid() : on(scripted.host), 'execute_sql_read_only', {
      query: `SELECT 1 AS ${word}`,
      save_as: `${word}.csv`,
    });

const lists =
  (
    environment: (stage: Stage) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>,
  ): Provocation =>
  async (stage) =>
    stage.hears(await environment(stage), 'list_catalogs', {});

const machine = { DATABRICKS_TOKEN: '', DATABRICKS_CLIENT_ID: 'machine', DATABRICKS_CLIENT_SECRET: 'secret' };
const givesToken = `echo '{"access_token":"refused","expiry":"2999-01-01T00:00:00Z"}'`;
const names =
  (catalog: string): Provocation =>
  ({ real, hears }) =>
    hears(real(), 'list_schemas', { catalog });

/** What the workspace and the network answer. */
export const byWorkspace: Readonly<Record<Extract<ErrorCode, `databricks.${string}`>, Provocation>> = {
  'databricks.no_such_name': names('quite_another_thing'),
  'databricks.no_such_name_near': names('sampels'),
  'databricks.grant_missing': ({ real, hears }) => hears(real({}, INTERN), 'list_schemas', { catalog: 'main' }),
  'databricks.not_permitted': asks('mine'),
  'databricks.not_found': ({ amid, hears }) => hears(amid(), 'list_catalogs', {}),
  'databricks.refused': asks('wrong'),
  'databricks.failed': asks('broken'),
  'databricks.unavailable': asks('away'),
  'databricks.too_many_requests': asks('busy'),
  'databricks.redirected': asks('elsewhere'),
  'databricks.odd_answer': asks('odd'),
  'databricks.too_large': asks('large'),
  'databricks.cut': asks('cut'),
  'databricks.cut_may_have_run': submits('cut'),
  'databricks.late_may_have_run': async ({ on, scripted, hears, handle }) => {
    const statement_id = await handle(on(scripted.host, { LAKEGOOSE_ANSWER_SECONDS: '3' }), 'SELECT 1 AS hangs');
    return hears(on(scripted.host), 'poll_sql_result', { statement_id, cancel: true });
  },
  'databricks.timed_out': ({ on, silent, reads }) => reads(['token', '--timeout', '1'], on(silent.host, machine)),
  'databricks.cancelled': cancelled,
  'databricks.not_signed_in': lists(signedInByCli),
  'databricks.token_refused': lists(({ real }) => real({ DATABRICKS_TOKEN: 'dapi-wrong' })),
  'databricks.service_principal_refused': lists(({ on, scripted }) => on(scripted.host, machine)),
  'databricks.link_refused': submits('link_refused'),
  'databricks.link_busy': submits('link_busy'),
  'databricks.odd_result': submits('link_short'),
  'databricks.unreachable': submits('link_garbled'),
  'databricks.not_secure': submits('link_plain'),
  'databricks.unknown_issuer': submits('link_stranger'),
  'databricks.certificate_of_another': submits('link_wrong_name'),
  'databricks.certificate_out_of_date': submits('link_old'),
  'databricks.no_tls': submits('link_no_tls'),
  'databricks.proxy_wants_sign_in': submits('link_proxy_407'),
  'databricks.proxy_refused': submits('link_proxy_403'),
  'databricks.proxy_unreachable': submits('link_proxy_gone'),
  'databricks.no_such_host': submits('link_no_such_host'),
  'databricks.no_name_service': submits('link_no_name_service'),
  'databricks.no_route': submits('link_no_route'),
  'databricks.connection_refused': submits('link_nobody'),
  'databricks.bad_proxy': lists(({ on }) =>
    on('https://work.example', { ...remote, HTTPS_PROXY: 'socks5://127.0.0.1:1' }),
  ),
  'databricks.ca_unreadable': lists(({ on }) =>
    on('https://work.example', { ...remote, SSL_CERT_FILE: '/nowhere.pem' }),
  ),
};

const remote = { LAKEGOOSE_WORKSPACE: 'remote' };

/** The Databricks CLI gives a token that the workspace refuses. */
async function signedInByCli({ on, scripted, withCli, folder }: Stage): Promise<Readonly<Record<string, string>>> {
  const DATABRICKS_CONFIG_FILE = join(folder, 'signed-in.cfg');
  await writeFile(DATABRICKS_CONFIG_FILE, `[S]\nhost = ${scripted.host}\n`);
  const { PATH = '' } = await withCli('refused', givesToken);
  return on(scripted.host, { DATABRICKS_TOKEN: '', DATABRICKS_CONFIG_FILE, PATH });
}

/** Whoever cancels a call gets no answer to it: only the log of calls tells. */
async function cancelled({ on, scripted, agent, state }: Stage): Promise<Heard> {
  const { client } = await agent(on(scripted.host));
  const ending = new AbortController();
  const asked = { name: 'list_schemas', arguments: { catalog: 'silent_too' } };
  const call = client.callTool(asked, { signal: ending.signal }).catch(() => undefined);
  while (!scripted.seen.some(({ url }) => url?.includes('silent_too')))
    await new Promise((passed) => setTimeout(passed, 20));
  ending.abort();
  await call;
  for (;;) {
    const log = await readFile(join(state, 'lakegoose/calls.log'), 'utf8').catch(() => '');
    const line = log.split('\n').find((one) => one.includes('"list_schemas"') && one.includes('cancelled'));
    if (line !== undefined) return { logged: /"code":"([^"]+)"/.exec(line)?.[1] };
    await new Promise((passed) => setTimeout(passed, 20));
  }
}
