import { say } from '../../messages/say.ts';
import { type GooseWishes, ownName } from './goose-config.ts';

const paths = {
  serving_endpoints: '/serving-endpoints/chat/completions',
  ai_gateway: '/ai-gateway/mlflow/v1',
} as const;

/**
 * Our custom provider: Goose asks `lakegoose token` for a token before it is 15 minutes old and after a 401, so that no
 * token is ever kept in a file. Source of the fields: facts `goose.md` §2.
 */
export function providerFile(wishes: GooseWishes, userAgent: string): string {
  const { host, profile, model, plane } = wishes;
  const [command, ...words] = commandOf(wishes);
  // The address is fixed here, so the token must be of the same workspace, wherever Goose is started.
  const account = ['--host', host, ...(profile === undefined ? [] : ['--profile', profile])];
  const provider = {
    name: ownName,
    engine: 'openai',
    display_name: 'Databricks',
    description: say('en', 'agents.provider_about'),
    base_url: host + paths[plane],
    auth: { command, args: [...words, 'token', ...account], refresh_interval: 900, timeout_seconds: 30 },
    headers: { 'User-Agent': userAgent },
    models: [{ name: model, context_limit: 200_000 }],
    dynamic_models: false,
    supports_streaming: true,
  };
  return `${JSON.stringify(provider, null, 2)}\n`;
}

/** Goose gives the command no variables, and there may be none where it is started. */
function commandOf({ cli, profileFile }: GooseWishes): readonly [string, ...string[]] {
  return profileFile === undefined ? cli : ['/usr/bin/env', `DATABRICKS_CONFIG_FILE=${profileFile}`, ...cli];
}
