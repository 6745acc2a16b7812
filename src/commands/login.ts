import { execa } from 'execa';
import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import { loadSettings } from '../settings/load.ts';
import { profileFor } from '../settings/profile.ts';
import { settings as known } from '../settings/schema.ts';
import { defineCommand, positional } from './command.ts';

const signInMinutes = 5;

export const loginCommand = defineCommand({
  name: 'login',
  summary: 'login.summary',
  arguments: z.object({ host: positional('login.host', 'HOST', z.string().min(1)) }),
  examples: ['lakegoose login https://adb-1234567890123456.7.azuredatabricks.net'],
  run: async ({ host: given }, { environment, directory, language, signal, stdout }) => {
    const settings = await loadSettings(environment, directory);
    const outcome = known.DATABRICKS_HOST.schema().safeParse(given ?? settings.DATABRICKS_HOST);
    if (!outcome.success) throw new LakegooseError('login.no_host');
    const host = outcome.data;
    const profile = await profileFor(host, settings, environment.HOME);
    stdout.write(`${say(language, 'login.starting', { host })}\n`);
    const result = await execa(
      'databricks',
      ['auth', 'login', '--host', host, '--profile', profile, '--timeout', `${signInMinutes}m`],
      { stdio: 'inherit', reject: false, cancelSignal: signal },
    );
    if (result.code === 'ENOENT') throw new LakegooseError('sign_in.no_cli', { host });
    if (result.failed) throw new LakegooseError('login.failed', { host });
    stdout.write(`${say(language, 'login.done', { host, profile })}\n`);
    return 0;
  },
});
