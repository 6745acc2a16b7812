import { z } from 'zod';
import { acceptedToken } from '../sign-in/accepted-token.ts';
import { defineCommand, optionWith } from './command.ts';
import { connect } from './connect.ts';

const seconds = z.coerce.number('1–300').min(1, '1–300').max(300, '1–300');

export const tokenCommand = defineCommand({
  name: 'token',
  summary: 'token.summary',
  arguments: z.object({
    host: optionWith('token.host', 'HOST', z.string().min(1)),
    profile: optionWith('token.profile', 'NAME', z.string().min(1)),
    timeout: optionWith('token.timeout', 'SECONDS', seconds),
  }),
  examples: ['lakegoose token', 'lakegoose token --timeout 5'],
  run: async ({ host, profile, timeout }, context) => {
    const environment = {
      ...context.environment,
      ...(host === undefined ? {} : { DATABRICKS_HOST: host }),
      ...(profile === undefined ? {} : { DATABRICKS_CONFIG_PROFILE: profile }),
    };
    const { client } = await connect({ ...context, environment }, timeout);
    context.stdout.write(`${await acceptedToken(client, context.signal)}\n`);
    return 0;
  },
});
