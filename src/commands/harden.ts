import { z } from 'zod';
import { type Facts, LakegooseError } from '../base/errors.ts';
import { carryOut } from '../harden/carry-out.ts';
import { planHarden, planUndo } from '../harden/plan.ts';
import { type MessageCode, say } from '../messages/say.ts';
import { checkSettings } from '../settings/check-settings.ts';
import { loadSettings } from '../settings/load.ts';
import { resolveWorkspace } from '../settings/workspace.ts';
import { type CommandContext, defineCommand, option, positional } from './command.ts';
import { localName } from './local-name.ts';
import { someText } from './some-text.ts';

export const hardenCommand = defineCommand({
  name: 'harden',
  summary: 'harden.summary',
  arguments: z.object({
    host: positional('harden.host', 'HOST', someText),
    undo: option('harden.undo'),
    'dry-run': option('harden.dry_run'),
    json: option('harden.json'),
  }),
  notes: 'harden.notes',
  examples: ['lakegoose harden', 'lakegoose harden https://adb-123.7.azuredatabricks.net', 'lakegoose harden --undo'],
  run: async ({ host, undo, json, ...given }, context) => {
    const { directory, environment, language, stdout } = context;
    const policyWords = [
      say(language, 'harden.policy_head'),
      say(language, 'harden.policy_egress'),
      say(language, 'harden.policy_setup'),
      say(language, 'harden.policy_again'),
    ];
    const plan = undo
      ? await planUndo(directory, policyWords)
      : await planHarden({ directory, environment, policyWords, host: await hostOf(host, context) });
    const isDry = given['dry-run'];
    if (json) {
      const changes = plan.changes.map(({ path, text }) => ({ path, change: text === undefined ? 'remove' : 'write' }));
      if (!isDry) await carryOut(directory, plan.changes);
      stdout.write(`${JSON.stringify({ ...plan, changes, done: !isDry })}\n`);
      return 0;
    }
    const tell = (code: MessageCode, facts: Facts = {}) => stdout.write(`${say(language, code, facts)}\n`);
    if (plan.changes.length === 0) {
      tell(undo ? 'harden.is_plain' : 'harden.is_hardened');
      return 0;
    }
    for (const { path, text } of plan.changes) tell(text === undefined ? 'harden.removes' : 'harden.writes', { path });
    for (const { path, as } of plan.kept) tell('harden.kept', { path, as });
    if (plan.leftOut.length > 0) tell('harden.left_out', { names: plan.leftOut.join(', ') });
    if (!undo && plan.egress.length === 0) tell('harden.nothing_out');
    if (!undo && plan.egress.length > 0) tell('harden.out', { hosts: plan.egress.join(', ') });
    if (isDry) {
      tell('harden.not_done');
      return 0;
    }
    await carryOut(directory, plan.changes);
    tell(undo ? 'harden.undone' : 'harden.done');
    return 0;
  },
});

/** The workspace that is named, else that of the settings; undefined for the local one and where none is known yet. */
async function hostOf(named: string | undefined, { environment, directory }: CommandContext) {
  if (named === localName) return undefined;
  if (named !== undefined) {
    const { values } = checkSettings({ DATABRICKS_HOST: named });
    if (values.DATABRICKS_HOST === undefined) throw new LakegooseError('harden.bad_host', { host: named });
    return values.DATABRICKS_HOST;
  }
  const settings = await loadSettings(environment, directory);
  const workspace = await resolveWorkspace(settings, environment.HOME).catch((error: unknown) => {
    if (error instanceof LakegooseError && error.code === 'settings.no_host') return undefined;
    throw error;
  });
  return workspace?.kind === 'remote' ? workspace.host : undefined;
}
