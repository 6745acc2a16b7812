import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { loadSettings } from '../settings/load.ts';
import { originOf } from '../settings/profile.ts';
import { isLoopback } from '../settings/schema.ts';
import { meantHost } from '../settings/workspace.ts';
import { acceptedToken } from '../sign-in/accepted-token.ts';
import { type CommandContext, defineCommand, optionWith } from './command.ts';
import { connect } from './connect.ts';
import { someText } from './some-text.ts';

const seconds = z.coerce.number('1–300').min(1, '1–300').max(300, '1–300');

const usualSeconds = 20;

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
  run: async ({ host, profile, timeout = usualSeconds }, context) => {
    if (host !== undefined) await refuseOfAnother(host, context);
    const environment = {
      ...context.environment,
      ...(host === undefined ? {} : ofHost(host)),
      ...(profile === undefined ? {} : { DATABRICKS_CONFIG_PROFILE: profile }),
    };
    const deadline = AbortSignal.timeout(timeout * 1000);
    const signal = AbortSignal.any([context.signal, deadline]);
    const { client } = await connect({ ...context, environment, signal }, timeout);
    const token = await acceptedToken(client, signal, timeout).catch((error: unknown) => {
      const isLate = deadline.aborted && !context.signal.aborted;
      if (!isLate) throw error;
      const { host: asked, credential } = client;
      throw credential === 'cli'
        ? new LakegooseError('sign_in.timed_out', { seconds: timeout }, { cause: error })
        : new LakegooseError('databricks.timed_out', { host: asked, seconds: timeout }, { cause: error });
    });
    context.stdout.write(`${token}\n`);
    return 0;
  },
});

/** A token or a secret that is set belongs to the workspace that the settings mean, and goes to no other. */
async function refuseOfAnother(host: string, { environment, directory }: CommandContext): Promise<void> {
  const settings = await loadSettings(environment, directory);
  const name = (['DATABRICKS_TOKEN', 'DATABRICKS_CLIENT_ID'] as const).find((one) => settings[one] !== undefined);
  const other = name === undefined ? undefined : await meantHost(settings, environment.HOME);
  if (name === undefined || other === undefined || other === originOf(host)) return;
  throw new LakegooseError('sign_in.of_another', { name, other, host });
}
