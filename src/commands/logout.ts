import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { forget, type Kept, keptByGoose } from '../agent-config/goose/kept.ts';
import { LakegooseError } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import { loadSettings } from '../settings/load.ts';
import { readProfileOfHost } from '../settings/profile.ts';
import { resolveWorkspace } from '../settings/workspace.ts';
import { signOut } from '../sign-in/sign-out.ts';
import { type CommandContext, defineCommand, option } from './command.ts';

export const logoutCommand = defineCommand({
  name: 'logout',
  summary: 'logout.summary',
  arguments: z.object({ purge: option('logout.purge'), yes: option('logout.yes') }),
  examples: ['lakegoose logout', 'lakegoose logout --purge'],
  run: async ({ purge, yes }, context) => {
    const { environment, directory, language, signal, stdout } = context;
    // Asked before anything is done, so that who says no has lost nothing.
    const kept = purge ? await keptByGoose(environment) : [];
    if (kept.length > 0 && !(await agreed(kept, yes, context))) {
      stdout.write(`${say(language, 'logout.nothing_done')}\n`);
      return 1;
    }
    // First, because nothing about the workspace stands in its way.
    await forget(kept);
    if (purge) stdout.write(`${say(language, kept.length === 0 ? 'logout.nothing_kept' : 'logout.purged')}\n`);
    const settings = await loadSettings(environment, directory);
    const { host, profile: named } = await resolveWorkspace(settings, environment.HOME);
    const profile = named ?? (await readProfileOfHost(host, settings, environment.HOME))?.name;
    if (profile === undefined) stdout.write(`${say(language, 'logout.nobody', { host })}\n`);
    else {
      await signOut({ host, profile }, signal);
      stdout.write(`${say(language, 'logout.done', { host, profile })}\n`);
    }
    const name = (['DATABRICKS_TOKEN', 'DATABRICKS_CLIENT_ID'] as const).find((one) => settings[one] !== undefined);
    if (name !== undefined) stdout.write(`${say(language, 'logout.settings_sign_in', { name, host })}\n`);
    return 0;
  },
});

/** Shows what would be gone, and asks. */
async function agreed(kept: readonly Kept[], yes: boolean, context: CommandContext): Promise<boolean> {
  const { stdin, stdout, language, signal } = context;
  stdout.write(`${say(language, 'logout.kept')}\n`);
  for (const { path, files, bytes } of kept) {
    stdout.write(`  ${say(language, 'logout.kept_line', { path, files, kilobytes: Math.ceil(bytes / 1024) })}\n`);
  }
  if (yes) return true;
  if (!stdin.isTTY) throw new LakegooseError('logout.no_terminal');
  const reader = createInterface({ input: stdin, output: stdout });
  try {
    return /^(y|yes|はい)$/i.test((await reader.question(say(language, 'logout.sure'), { signal })).trim());
  } finally {
    reader.close();
  }
}
