import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ErrorCode } from '../../src/messages/categories.ts';
import { openTerminal } from '../support/goose-terminal.ts';
import { cliProgram, startCli } from '../support/run-cli.ts';
import type { Provocation } from './stage.ts';

/** What an agent's configuration starts, in an environment in which it cannot serve. */
const starts =
  (own: Readonly<Record<string, string>>): Provocation =>
  ({ reads }) =>
    reads(['mcp'], own);

/** One start for all errors that it tells. */
function once(provocation: Provocation): Provocation {
  let told: ReturnType<Provocation> | undefined;
  return (stage) => {
    told ??= provocation(stage);
    return told;
  };
}

const types =
  (...words: readonly string[]): Provocation =>
  ({ reads, on, workspace }) =>
    reads(words, on(workspace.host));
const runs = (...words: readonly string[]): Provocation => types('sql', 'run', ...words);

/** All that can be wrong at once is told at once. */
const allWrong = once(
  starts({
    DATABRICKS_HOST: 'a b',
    DATABRICKS_CLUSTER_ID: 'a b',
    DATABRICKS_TOKEN: 'a b',
    DATABRICKS_SQL_WAREHOUSE_ID: 'one',
    DATABRICKS_WAREHOUSE_ID: 'other',
    GOOSE_MODEL: 'a\nb',
    LAKEGOOSE_ANSWER_SECONDS: 'soon',
    LAKEGOOSE_SQL_SCOPE: 'everything',
    LAKEGOOSE_WORKSPACE: 'locl',
    LAKEGOOSE_PORT: '70000',
    LAKEGOOSE_MCP_TOKEN: 'short',
    LAKEGOOSE_PROT: '1',
    LAKEGOOSE_SOMETHING_ELSE: '1',
  }),
);
const local = { LAKEGOOSE_WORKSPACE: 'local' };
const elsewhere = { DATABRICKS_HOST: 'https://work.example' };
const profiles = '[A]\nhost = https://a.example\n';

const withProfiles =
  (own: Readonly<Record<string, string>>): Provocation =>
  async ({ folder, reads }) => {
    const path = join(folder, 'databrickscfg');
    await writeFile(path, profiles);
    return reads(['mcp'], { DATABRICKS_CONFIG_FILE: path, ...own });
  };

export const bySettings: Readonly<Record<Extract<ErrorCode, `settings.${string}`>, Provocation>> = {
  'settings.bad': allWrong,
  'settings.not_seconds': allWrong,
  'settings.not_a_scope': allWrong,
  'settings.not_one_of': allWrong,
  'settings.not_an_identifier': allWrong,
  'settings.has_line_break': allWrong,
  'settings.not_a_port': allWrong,
  'settings.mcp_token_too_short': allWrong,
  'settings.token_not_printable': allWrong,
  'settings.unknown': allWrong,
  'settings.unknown_near': allWrong,
  'settings.two_warehouses': allWrong,
  'settings.host_not_an_address': allWrong,
  'settings.host_with_password': starts({ DATABRICKS_HOST: 'https://me:secret@work.example' }),
  'settings.host_not_https': starts({ DATABRICKS_HOST: 'http://work.example' }),
  'settings.line_unread': async ({ folder, reads }) => {
    const path = join(folder, 'unread');
    await mkdir(path);
    await writeFile(join(path, '.env'), 'LAKEGOOSE_AI_FUNCTIONS: refuse\n');
    return reads(['mcp'], {}, path);
  },
  'settings.unreadable': starts({ DATABRICKS_CONFIG_FILE: '/' }),
  'settings.profile_broken': async ({ folder, reads }) => {
    const path = join(folder, 'databrickscfg-broken');
    await writeFile(path, `${profiles}[B\n`);
    return reads(['mcp'], { DATABRICKS_CONFIG_FILE: path });
  },
  'settings.not_utf8': async ({ folder, reads }) => {
    const path = join(folder, 'databrickscfg-of-windows');
    await writeFile(path, Buffer.from(profiles, 'utf16le'));
    return reads(['mcp'], { DATABRICKS_CONFIG_FILE: path });
  },
  'settings.no_host': starts({}),
  'settings.local_not_asked': starts({ DATABRICKS_HOST: 'http://127.0.0.1:9' }),
  'settings.local_and_host': starts({ ...local, ...elsewhere }),
  'settings.host_and_profile': withProfiles({ ...elsewhere, DATABRICKS_CONFIG_PROFILE: 'A' }),
  'settings.no_such_profile': withProfiles({ DATABRICKS_CONFIG_PROFILE: 'B' }),
};

export const bySignIn: Readonly<Record<Extract<ErrorCode, `sign_in.${string}`>, Provocation>> = {
  'sign_in.no_cli': ({ hears, on }) =>
    hears({ ...on('https://work.example', noToken), PATH: '/usr/bin:/bin' }, ...list),
  'sign_in.needed': async ({ withCli, hears }) =>
    hears(await withCli('signed-out', 'echo "no cached credentials" >&2; exit 1', elsewhere), ...list),
  'sign_in.failed': async ({ withCli, hears }) =>
    hears(await withCli('failing-cli', 'echo "Error: no such host" >&2; exit 1', elsewhere), ...list),
  'sign_in.bad_answer': async ({ withCli, hears }) => hears(await withCli('odd-cli', 'echo hello', elsewhere), ...list),
  'sign_in.timed_out': async ({ withCli, reads }) =>
    reads(
      ['token', '--timeout', '1'],
      await withCli('slow-cli', 'exec sleep 30', { DATABRICKS_HOST: 'https://slow.example' }),
    ),
  'sign_in.cancelled': async ({ withCli, folder }) => {
    const script = `touch ${folder}/asked; exec sleep 30`;
    const environment = await withCli('stopped-cli', script, { DATABRICKS_HOST: 'https://stopped.example' });
    const asking = startCli(['token'], { environment });
    while (!existsSync(join(folder, 'asked'))) await new Promise((passed) => setTimeout(passed, 20));
    asking.kill('SIGTERM');
    return (await asking).stderr;
  },
  'sign_in.no_client_secret': starts({ ...elsewhere, DATABRICKS_CLIENT_ID: 'machine' }),
  'sign_in.no_client_id': starts({ ...elsewhere, DATABRICKS_CLIENT_SECRET: 'secret' }),
  'sign_in.no_local_token': starts({ ...local, DATABRICKS_HOST: 'http://127.0.0.1:9' }),
  'sign_in.of_another': ({ reads }) =>
    reads(['token', '--host', 'https://mine.example'], { ...elsewhere, DATABRICKS_TOKEN: 'dapi1' }),
  'sign_in.client_refused': ({ real, hears }) => hears(real(machine), ...list),
  'sign_in.no_oauth': ({ on, nowhere, hears }) => hears(on(nowhere.host, machine), ...list),
};

const list = ['list_catalogs', {}] as const;
const noToken = { DATABRICKS_TOKEN: '', LAKEGOOSE_WORKSPACE: 'remote' };
const machine = { DATABRICKS_TOKEN: '', DATABRICKS_CLIENT_ID: 'machine', DATABRICKS_CLIENT_SECRET: 'wrong' };

const saves =
  (save_as: string, cwd?: string): Provocation =>
  ({ real, hears }) =>
    hears(real(), 'execute_sql_read_only', { query: 'SELECT 1 AS n', save_as }, cwd);

const runsBytes =
  (name: string, bytes: Buffer): Provocation =>
  async (stage) => {
    await writeFile(join(stage.folder, name), bytes);
    return runs('-f', name)(stage);
  };

export const byFile: Readonly<Record<Extract<ErrorCode, `files.${string}` | `sql.${string}`>, Provocation>> = {
  'files.bad_extension': saves('rows.txt'),
  'files.outside': saves('../rows.csv'),
  'files.bad_name': saves('-rows.csv'),
  'files.too_long': saves(`${'x'.repeat(300)}.csv`),
  'files.no_folder': saves('nowhere/rows.csv'),
  'files.exists': async (stage) => {
    await writeFile(join(stage.folder, 'there.csv'), 'mine');
    return saves('there.csv')(stage);
  },
  'files.folder_missing': runs('SELECT 1', '--out', '/proc/nowhere/rows.csv'),
  'files.output_lost': async ({ on, workspace }) => {
    const script = '"$0" sql run "SELECT 1" --format csv > /dev/full';
    const env = { ...on(workspace.host, { DATABRICKS_WAREHOUSE_ID: '' }), DATABRICKS_TOKEN: workspace.token };
    return (await execa('bash', ['-c', script, cliProgram], { env, extendEnv: false, reject: false })).stderr;
  },
  'files.no_directory': async ({ folder }) => {
    const script = 'mkdir gone && cd gone && rmdir ../gone && "$0" doctor';
    return (await execa('bash', ['-c', script, cliProgram], { cwd: folder, reject: false })).stderr;
  },
  // No file can be made in this folder, whoever one is.
  'files.not_writable': saves('rows.csv', '/proc'),
  'sql.no_file': runs('-f', '/nowhere.sql'),
  'sql.is_folder': runs('-f', '/'),
  // Its first page is not there, so that nobody can read it.
  'sql.not_readable': runs('-f', '/proc/self/mem'),
  'sql.not_utf8': runsBytes('latin1.sql', Buffer.from("SELECT 'Zürich'", 'latin1')),
  'sql.utf16': runsBytes('utf16.sql', Buffer.from('\ufeffSELECT 1', 'utf16le')),
  'sql.binary': runsBytes('binary.sql', Buffer.from('SELECT\0 1')),
};

export const byCall: Readonly<Record<Extract<ErrorCode, `mcp.${string}` | `usage.${string}`>, Provocation>> = {
  'mcp.bad_arguments': ({ real, hears }) => hears(real(), 'describe_table', { table: 'trips' }),
  'mcp.too_slow': ({ on, scripted, hears }) =>
    hears(on(scripted.host, { LAKEGOOSE_ANSWER_SECONDS: '3' }), 'list_schemas', { catalog: 'silent' }),
  'mcp.port_taken': ({ reads, on, workspace: { host, port } }) =>
    reads(['mcp', '--http', '--port', String(port)], on(host, { LAKEGOOSE_MCP_TOKEN: 'x'.repeat(32) })),
  'mcp.no_terminal': types('mcp', '--http'),
  'usage.port_without_http': types('mcp', '--port', '0'),
  'usage.no_notebook': types('notebook', 'run'),
  'usage.unknown_verb': types('anything'),
  'usage.unknown_verb_near': types('tokn'),
  'usage.unknown_option': runs('SELECT 1', '--anything'),
  'usage.unknown_option_near': runs('SELECT 1', '--formt', 'csv'),
  'usage.no_value': runs('SELECT 1', '--out'),
  'usage.has_no_value': types('sql', 'check', '--json=yes'),
  'usage.too_many': runs('SELECT 1', 'SELECT 2'),
  'usage.unquoted': runs('SELECT', '1'),
  'usage.bad_value': runs('SELECT 1', '--limit', 'all'),
  'usage.one_statement': runs('SELECT 1; SELECT 2', '--out', 'both.csv'),
  'usage.statement_and_file': runs('SELECT 1', '-f', 'query.sql'),
  'usage.no_table_file': runs('SELECT 1', '--format', 'table', '--out', 'rows.csv'),
  'usage.arrow_on_terminal': async ({ on, workspace, folder }) => {
    const session = { directory: folder, environment: on(workspace.host) };
    await using terminal = openTerminal(`${cliProgram} sql run 'SELECT 1' --format arrow`, session);
    await terminal.ended;
    return terminal.screen();
  },
  'usage.no_arrow': ({ reads, on, workspace: { host } }) =>
    reads(['sql', 'run', 'SELECT 1', '--format', 'arrow'], on(host, { LAKEGOOSE_RESULTS: 'inline' })),
  'usage.no_format': runs('SELECT 1', '--out', 'rows'),
};
