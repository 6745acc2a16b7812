import { z } from 'zod';
import { LakegooseError, reasonOf } from '../base/errors.ts';
import { serveStdio } from '../mcp-server/serve-stdio.ts';
import { timeLimits } from '../settings/schema.ts';
import { defineCommand, option, optionWith } from './command.ts';
import { connect } from './connect.ts';
import { teller } from './teller.ts';
import { wholeNumber } from './whole-number.ts';

const usualPort = 8766;

export const mcpCommand = defineCommand({
  name: 'mcp',
  summary: 'mcp.summary',
  arguments: z.object({ http: option('mcp.http'), port: optionWith('mcp.port', 'N', wholeNumber(0, 65_535)) }),
  examples: ['lakegoose mcp', 'lakegoose mcp --http', 'claude mcp add databricks -- lakegoose mcp'],
  run: async ({ http, port }, context) => {
    const { stdin, stdout, stderr, signal } = context;
    const tell = teller(context);
    if (port !== undefined && !http) throw new LakegooseError('usage.port_without_http');
    const { client, workspace, rules, settings, statements, callLog } = await connect(context);
    const parts = {
      client,
      rules,
      statements,
      callLog,
      local: workspace.kind === 'local',
      workingDirectory: context.directory,
      runner: { client, workspace, settings, rules, environment: context.environment, directory: context.directory },
      answerSeconds: settings.LAKEGOOSE_ANSWER_SECONDS ?? timeLimits.answer,
    };
    if (http) {
      const [{ randomBytes }, { serveHttp }] = await Promise.all([
        import('node:crypto'),
        import('../mcp-server/serve-http.ts'),
      ]);
      const set = settings.LAKEGOOSE_MCP_TOKEN;
      if (set === undefined && !stderr.isTTY) throw new LakegooseError('mcp.no_terminal');
      const token = set ?? randomBytes(32).toString('base64url');
      const shown = set === undefined ? token : '$LAKEGOOSE_MCP_TOKEN';
      await serveHttp(parts, {
        port: port ?? usualPort,
        token,
        signal,
        onReady: (address) => tell('mcp.http_ready', { address, token: shown }),
        onError: (error) => tell('mcp.http_fault', { reason: reasonOf(error) }),
      });
      return 0;
    }
    if (stdin.isTTY) await tell('mcp.for_agents');
    await serveStdio(parts, {
      stdin,
      stdout,
      signal,
      onError: (error) => tell('mcp.bad_message', { reason: reasonOf(error) }),
    });
    return 0;
  },
});
