import { z } from 'zod';
import { gooseConfigDirectory } from '../agent-config/goose/directory.ts';
import { wishesOf } from '../agent-config/goose/wishes-of.ts';
import { writeGooseConfig } from '../agent-config/goose/write-config.ts';
import { say } from '../messages/say.ts';
import { loadSettings } from '../settings/load.ts';
import { resolveWorkspace } from '../settings/workspace.ts';
import { cliProgram } from './cli-program.ts';
import { defineCommand, option, positional } from './command.ts';

export const agentsCommand = defineCommand({
  name: 'agents',
  summary: 'agents.summary',
  arguments: z.object({
    agent: positional('agents.agent', 'AGENT', z.enum(['goose'], 'goose')),
    json: option('agents.json'),
  }),
  examples: ['lakegoose agents', 'lakegoose agents goose'],
  run: async ({ json }, { environment, directory, language, stdout }) => {
    const settings = await loadSettings(environment, directory);
    const workspace = await resolveWorkspace(settings, environment.HOME);
    const wishes = wishesOf(settings, workspace, [cliProgram]);
    const { model } = wishes;
    const written = await writeGooseConfig(gooseConfigDirectory(environment), wishes);
    if (json) {
      stdout.write(`${JSON.stringify({ host: workspace.host, model, ...written })}\n`);
      return 0;
    }
    const { configFile, changed, switchedOff } = written;
    stdout.write(`${say(language, changed ? 'agents.written' : 'agents.unchanged', { path: configFile })}\n`);
    if (switchedOff.length > 0) {
      stdout.write(`${say(language, 'agents.switched_off', { names: switchedOff.join(', ') })}\n`);
    }
    if (wishes.shell) stdout.write(`${say(language, 'agents.shell_on')}\n`);
    stdout.write(`${say(language, 'agents.next', { host: workspace.host, model })}\n`);
    return 0;
  },
});
