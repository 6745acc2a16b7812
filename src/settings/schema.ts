import { z } from 'zod';
import type { MessageCode } from '../messages/say.ts';

type About = {
  readonly example: string;
  readonly help: MessageCode;
  /** Never shown in an error, a log or a generated file. */
  readonly secret?: true;
  /** Set by a person in `.env`; the others are for machines and stay out of `.env.example`. */
  readonly common?: true;
};

/** What is said of each setting in help, errors and `.env.example`. */
export const about = z.registry<About>();

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

const host = check('settings.host_not_an_address', (text) => !/\s/.test(text) && URL.canParse(withScheme(text)))
  .transform((text) => new URL(withScheme(text)))
  .refine((url) => url.username === '', { error: 'settings.host_with_password' satisfies MessageCode })
  .refine((url) => url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.origin)), {
    error: 'settings.host_not_https' satisfies MessageCode,
  })
  // A person copies the address of any page of the workspace: path and query are not part of the host.
  .transform((url) => url.origin);

/** `catalog.schema, …`. */
const schemas = check('settings.not_a_scope', (text) =>
  text.split(',').every((name) => schemaName(name) !== undefined),
).transform((text) => [...new Set(text.split(',').flatMap((name) => schemaName(name) ?? []))]);

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
export const timeLimits = { answer: 45, statement: 1800, unpolled: 600 } as const;

const port = check('settings.not_a_port', (text) => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535);

/** Whole seconds from `least` to `most`. */
function seconds(least: number, most: number, example: number, help: MessageCode) {
  const fits = (text: string) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  const schema = check('settings.not_seconds', fits).transform(Number);
  return schema.register(about, { example: String(example), help }).optional();
}

/** Every setting there is: text in, checked value out. */
export const settingsSchema = z.object({
  DATABRICKS_HOST: host
    .register(about, {
      example: 'https://adb-1234567890123456.7.azuredatabricks.net',
      help: 'settings.DATABRICKS_HOST',
      common: true,
    })
    .optional(),
  DATABRICKS_SQL_WAREHOUSE_ID: identifier()
    .register(about, { example: '1234567890abcdef', help: 'settings.DATABRICKS_SQL_WAREHOUSE_ID', common: true })
    .optional(),
  DATABRICKS_CLUSTER_ID: identifier()
    .register(about, { example: '0123-456789-abcdefgh', help: 'settings.DATABRICKS_CLUSTER_ID', common: true })
    .optional(),
  GOOSE_PROVIDER: oneOf('databricks', 'databricks_v2')
    .register(about, { example: 'databricks_v2', help: 'settings.GOOSE_PROVIDER', common: true })
    .optional(),
  GOOSE_MODEL: line()
    .register(about, { example: 'system.ai.claude-sonnet-4-5', help: 'settings.GOOSE_MODEL', common: true })
    .optional(),
  LAKEGOOSE_WORKSPACE: oneOf('local', 'remote')
    .register(about, { example: 'local', help: 'settings.LAKEGOOSE_WORKSPACE', common: true })
    .optional(),
  LAKEGOOSE_PORT: port
    .transform(Number)
    .register(about, { example: '8765', help: 'settings.LAKEGOOSE_PORT', common: true })
    .optional(),
  LAKEGOOSE_TOOLS: oneOf('releases', 'registry')
    .register(about, { example: 'registry', help: 'settings.LAKEGOOSE_TOOLS', common: true })
    .optional(),
  LAKEGOOSE_LANGUAGE: oneOf('en', 'ja')
    .register(about, { example: 'ja', help: 'settings.LAKEGOOSE_LANGUAGE', common: true })
    .optional(),
  LAKEGOOSE_SQL_POLICY: oneOf('read', 'write', 'update')
    .register(about, { example: 'read', help: 'settings.LAKEGOOSE_SQL_POLICY', common: true })
    .optional(),
  LAKEGOOSE_AI_FUNCTIONS: oneOf('allow', 'refuse')
    .register(about, { example: 'refuse', help: 'settings.LAKEGOOSE_AI_FUNCTIONS', common: true })
    .optional(),
  LAKEGOOSE_SQL_SCOPE: schemas
    .register(about, { example: 'main.sales,samples.nyctaxi', help: 'settings.LAKEGOOSE_SQL_SCOPE', common: true })
    .optional(),
  LAKEGOOSE_MCP_TOKEN: check('settings.mcp_token_too_short', (text) => /^[\x21-\x7e]{32,}$/.test(text))
    .register(about, { example: '9f86d081884c7d65…', help: 'settings.LAKEGOOSE_MCP_TOKEN', secret: true })
    .optional(),
  LAKEGOOSE_ANSWER_SECONDS: seconds(1, 3600, timeLimits.answer, 'settings.LAKEGOOSE_ANSWER_SECONDS'),
  LAKEGOOSE_STATEMENT_SECONDS: seconds(1, 172_800, timeLimits.statement, 'settings.LAKEGOOSE_STATEMENT_SECONDS'),
  LAKEGOOSE_UNPOLLED_SECONDS: seconds(1, 86_400, timeLimits.unpolled, 'settings.LAKEGOOSE_UNPOLLED_SECONDS'),
  LAKEGOOSE_LOG: oneOf('off', 'requests')
    .register(about, { example: 'requests', help: 'settings.LAKEGOOSE_LOG', common: true })
    .optional(),
  LAKEGOOSE_CALL_LOG: oneOf('on', 'off')
    .register(about, { example: 'off', help: 'settings.LAKEGOOSE_CALL_LOG', common: true })
    .optional(),
  DATABRICKS_WAREHOUSE_ID: identifier()
    .register(about, { example: '1234567890abcdef', help: 'settings.DATABRICKS_WAREHOUSE_ID' })
    .optional(),
  DATABRICKS_CONFIG_PROFILE: line()
    .register(about, { example: 'DEFAULT', help: 'settings.DATABRICKS_CONFIG_PROFILE' })
    .optional(),
  DATABRICKS_CONFIG_FILE: line()
    .register(about, { example: '~/.databrickscfg', help: 'settings.DATABRICKS_CONFIG_FILE' })
    .optional(),
  DATABRICKS_TOKEN: check('settings.token_not_printable', (text) => /^[\x21-\x7e]+$/.test(text))
    .register(about, { example: 'dapi…', help: 'settings.DATABRICKS_TOKEN', secret: true })
    .optional(),
  DATABRICKS_CLIENT_ID: identifier()
    .register(about, { example: '01234567-89ab-cdef-0123-456789abcdef', help: 'settings.DATABRICKS_CLIENT_ID' })
    .optional(),
  DATABRICKS_CLIENT_SECRET: line()
    .register(about, { example: 'dose…', help: 'settings.DATABRICKS_CLIENT_SECRET', secret: true })
    .optional(),
});

export type Settings = z.output<typeof settingsSchema>;
