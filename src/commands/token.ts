import { z } from 'zod';
import { isLoopback } from '../settings/schema.ts';
import { acceptedToken } from '../sign-in/accepted-token.ts';
import { defineCommand, optionWith } from './command.ts';
import { connect } from './connect.ts';
import { someText } from './some-text.ts';

const seconds = z.coerce.number('1–300').min(1, '1–300').max(300, '1–300');

/** Whoever names the host says which workspace is meant, wherever they stand: Goose asks from any folder. */
const ofHost = (host: string) => ({
  DATABRICKS_HOST: host,
  LAKEGOOSE_WORKSPACE: isLoopback(host) ? 'local' : 'remote',
});

export const tokenCommand = defineCommand({
  name: 'token',
  summary: 'token.summary',
  arguments: z.object({
    host: optionWith('token.host', 'HOST', someText),
    profile: optionWith('token.profile', 'NAME', someText),
    timeout: optionWith('token.timeout', 'SECONDS', seconds),
  }),
  examples: ['lakegoose token', 'lakegoose token --timeout 5'],
  run: async ({ host, profile, timeout }, context) => {
    const environment = {
      ...context.environment,
      ...(host === undefined ? {} : ofHost(host)),
      ...(profile === undefined ? {} : { DATABRICKS_CONFIG_PROFILE: profile }),
    };
    const { client } = await connect({ ...context, environment }, timeout);
    context.stdout.write(`${await acceptedToken(client, context.signal)}\n`);
    return 0;
  },
});
