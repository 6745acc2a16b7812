import { z } from 'zod';
import type { MessageCode } from '../messages/say.ts';

/** What is said of a setting in help, errors and `.env.example`. */
type About = {
  readonly example: string;
  readonly help: MessageCode;
  /** Never shown in an error, a log or a generated file. */
  readonly secret?: true;
  /** Set by a person in `.env`; the others are for machines and stay out of `.env.example`. */
  readonly common?: true;
};

/** Its schema is made when it is wanted: a start sets few of them, and agents wait for the start. */
type Setting<S extends z.ZodType = z.ZodType> = About & { readonly schema: () => S };

function setting<S extends z.ZodType>(schema: () => S, about: About): Setting<S> {
  return { schema, ...about };
}

/** A failing check names a sentence of `messages/`, which is filled with name, value, allowed and example. */
function check(error: MessageCode, accepts: (text: string) => boolean) {
  return z.string().trim().refine(accepts, { error, abort: true });
}

function oneOf<const T extends readonly [string, ...string[]]>(...values: T) {
  return z.enum(values, { error: 'settings.not_one_of' satisfies MessageCode });
}

const identifier = () => check('settings.not_an_identifier', (text) => /^[\w.-]+$/.test(text));
const line = () => check('settings.has_line_break', (text) => !/[\r\n]/.test(text));

const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address is this machine's own: the local workspace lives there and nowhere else. */
export function isLoopback(host: string): boolean {
  return URL.canParse(host) && loopbackHosts.includes(new URL(host).hostname);
}

function withScheme(text: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
}

const host = () =>
  check('settings.host_not_an_address', (text) => !/\s/.test(text) && URL.canParse(withScheme(text)))
    .transform((text) => new URL(withScheme(text)))
    .refine((url) => url.username + url.password === '', { error: 'settings.host_with_password' satisfies MessageCode })
    .refine((url) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.origin)), {
      error: 'settings.host_not_https' satisfies MessageCode,
    })
    // A person copies the address of any page of the workspace: path and query are not part of the host.
    .transform((url) => url.origin);

/** `catalog.schema, …`. */
const schemas = () =>
  check('settings.not_a_scope', (text) => text.split(',').every((name) => schemaName(name) !== undefined)).transform(
    (text) => [...new Set(text.split(',').flatMap((name) => schemaName(name) ?? []))],
  );

const part = '(`[^\\s.,`]+`|[^\\s.,`]+)';
const qualified = new RegExp(`^${part}\\s*\\.\\s*${part}$`, 'u');

/**
 * `catalog.schema` as it is compared: without backquotes, in lower case, as Unity Catalog keeps names. Undefined for
 * anything else, and for letters that change their number in lower case, so that two names cannot fall together.
 */
export function schemaName(text: string): string | undefined {
  const [, catalog, schema] = qualified.exec(text.trim()) ?? [];
  const name = catalog && schema ? `${catalog}.${schema}`.replaceAll('`', '') : undefined;
  const lower = name?.toLowerCase();
  return lower?.length === name?.length ? lower : undefined;
}

/** How many seconds there are where no setting says otherwise. */
export const timeLimits = { answer: 45, statement: 1800, unpolled: 600, cluster: 1200 } as const;

const port = () =>
  check('settings.not_a_port', (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535).transform(
    Number,
  );

/** Whole seconds from `least` to `most`. */
function seconds(least: number, most: number, example: number, help: MessageCode) {
  const fits = (text: string) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  const schema = () => check('settings.not_seconds', fits).transform(Number);
  return setting(schema, { example: String(example), help });
}

/** Every setting there is: text in, checked value out. */
export const settings = {
  DATABRICKS_HOST: setting(host, {
    example: 'https://adb-1234567890123456.7.azuredatabricks.net',
    help: 'settings.DATABRICKS_HOST',
    common: true,
  }),
  DATABRICKS_SQL_WAREHOUSE_ID: setting(identifier, {
    example: '1234567890abcdef',
    help: 'settings.DATABRICKS_SQL_WAREHOUSE_ID',
    common: true,
  }),
  DATABRICKS_CLUSTER_ID: setting(identifier, {
    example: '0123-456789-abcdefgh',
    help: 'settings.DATABRICKS_CLUSTER_ID',
    common: true,
  }),
  GOOSE_PROVIDER: setting(() => oneOf('databricks', 'databricks_v2'), {
    example: 'databricks_v2',
    help: 'settings.GOOSE_PROVIDER',
    common: true,
  }),
  GOOSE_MODEL: setting(line, { example: 'system.ai.claude-sonnet-4-5', help: 'settings.GOOSE_MODEL', common: true }),
  LAKEGOOSE_WORKSPACE: setting(() => oneOf('local', 'remote'), {
    example: 'local',
    help: 'settings.LAKEGOOSE_WORKSPACE',
    common: true,
  }),
  LAKEGOOSE_PORT: setting(port, { example: '8765', help: 'settings.LAKEGOOSE_PORT', common: true }),
  LAKEGOOSE_PYTHON: setting(line, { example: '.venv/bin/python', help: 'settings.LAKEGOOSE_PYTHON', common: true }),
  LAKEGOOSE_TOOLS: setting(() => oneOf('releases', 'registry'), {
    example: 'registry',
    help: 'settings.LAKEGOOSE_TOOLS',
    common: true,
  }),
  LAKEGOOSE_GOOSE_TOOLS: setting(() => oneOf('off', 'shell'), {
    example: 'shell',
    help: 'settings.LAKEGOOSE_GOOSE_TOOLS',
    common: true,
  }),
  LAKEGOOSE_LANGUAGE: setting(() => oneOf('en', 'ja'), {
    example: 'ja',
    help: 'settings.LAKEGOOSE_LANGUAGE',
    common: true,
  }),
  LAKEGOOSE_SQL_POLICY: setting(() => oneOf('read', 'write', 'update'), {
    example: 'read',
    help: 'settings.LAKEGOOSE_SQL_POLICY',
    common: true,
  }),
  LAKEGOOSE_AI_FUNCTIONS: setting(() => oneOf('allow', 'refuse'), {
    example: 'refuse',
    help: 'settings.LAKEGOOSE_AI_FUNCTIONS',
    common: true,
  }),
  LAKEGOOSE_SQL_SCOPE: setting(schemas, {
    example: 'main.sales,samples.nyctaxi',
    help: 'settings.LAKEGOOSE_SQL_SCOPE',
    common: true,
  }),
  LAKEGOOSE_RESULTS: setting(() => oneOf('links', 'inline'), {
    example: 'inline',
    help: 'settings.LAKEGOOSE_RESULTS',
    common: true,
  }),
  LAKEGOOSE_MCP_TOKEN: setting(() => check('settings.mcp_token_too_short', (text) => /^[\x21-\x7e]{32,}$/.test(text)), {
    example: '9f86d081884c7d65…',
    help: 'settings.LAKEGOOSE_MCP_TOKEN',
    secret: true,
  }),
  LAKEGOOSE_ANSWER_SECONDS: seconds(1, 3600, timeLimits.answer, 'settings.LAKEGOOSE_ANSWER_SECONDS'),
  LAKEGOOSE_STATEMENT_SECONDS: seconds(1, 172_800, timeLimits.statement, 'settings.LAKEGOOSE_STATEMENT_SECONDS'),
  LAKEGOOSE_UNPOLLED_SECONDS: seconds(1, 86_400, timeLimits.unpolled, 'settings.LAKEGOOSE_UNPOLLED_SECONDS'),
  LAKEGOOSE_CLUSTER_SECONDS: seconds(1, 7200, timeLimits.cluster, 'settings.LAKEGOOSE_CLUSTER_SECONDS'),
  LAKEGOOSE_LOG: setting(() => oneOf('off', 'requests'), {
    example: 'requests',
    help: 'settings.LAKEGOOSE_LOG',
    common: true,
  }),
  LAKEGOOSE_CALL_LOG: setting(() => oneOf('on', 'off'), {
    example: 'off',
    help: 'settings.LAKEGOOSE_CALL_LOG',
    common: true,
  }),
  DATABRICKS_WAREHOUSE_ID: setting(identifier, {
    example: '1234567890abcdef',
    help: 'settings.DATABRICKS_WAREHOUSE_ID',
  }),
  DATABRICKS_CONFIG_PROFILE: setting(line, { example: 'DEFAULT', help: 'settings.DATABRICKS_CONFIG_PROFILE' }),
  DATABRICKS_CONFIG_FILE: setting(line, { example: '~/.databrickscfg', help: 'settings.DATABRICKS_CONFIG_FILE' }),
  DATABRICKS_TOKEN: setting(() => check('settings.token_not_printable', (text) => /^[\x21-\x7e]+$/.test(text)), {
    example: 'dapi…',
    help: 'settings.DATABRICKS_TOKEN',
    secret: true,
  }),
  DATABRICKS_CLIENT_ID: setting(identifier, {
    example: '01234567-89ab-cdef-0123-456789abcdef',
    help: 'settings.DATABRICKS_CLIENT_ID',
  }),
  DATABRICKS_CLIENT_SECRET: setting(line, {
    example: 'dose…',
    help: 'settings.DATABRICKS_CLIENT_SECRET',
    secret: true,
  }),
} as const;

/** What is set. */
export type Settings = { readonly [Name in SettingName]?: z.output<ReturnType<(typeof settings)[Name]['schema']>> };

export type SettingName = keyof typeof settings;
