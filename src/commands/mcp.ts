import { z } from 'zod';
import { reasonOf } from '../base/errors.ts';
import { serveStdio } from '../mcp-server/serve-stdio.ts';
import { say } from '../messages/say.ts';
import { timeLimits } from '../settings/schema.ts';
import { defineCommand } from './command.ts';
import { connect } from './connect.ts';

export const mcpCommand = defineCommand({
  name: 'mcp',
  summary: 'mcp.summary',
  arguments: z.object({}),
  examples: ['lakegoose mcp', 'claude mcp add databricks -- lakegoose mcp'],
  run: async (_given, context) => {
    const { stdin, stdout, stderr, signal, language } = context;
    const { client, workspace, rules, settings, statements, callLog } = await connect(context);
    if (stdin.isTTY) stderr.write(`${say(language, 'mcp.for_agents')}\n`);
    await serveStdio(
      {
        client,
        rules,
        statements,
        callLog,
        local: workspace.kind === 'local',
        workingDirectory: context.directory,
        answerSeconds: settings.LAKEGOOSE_ANSWER_SECONDS ?? timeLimits.answer,
      },
      {
        stdin,
        stdout,
        signal,
        onError: (error) => stderr.write(`${say(language, 'mcp.bad_message', { reason: reasonOf(error) })}\n`),
      },
    );
    return 0;
  },
});
