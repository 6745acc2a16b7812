import { z } from 'zod';
import { LakegooseError } from '../../base/errors.ts';
import { lastLine } from '../../base/shell.ts';
import type { Step } from '../step.ts';

const limitSeconds = 20;

/** An agent's first minute: the server of our tools starts, and tells what tools there are. */
export const selfTestStep: Step = {
  name: 'self-test',
  title: 'bootstrap.self_test',
  needs: ['workspace'],
  run: async ({ cli, environment, directory, signal }) => {
    const { execa } = await import('execa');
    const [program, ...words] = cli;
    const server = execa(program, [...words, 'mcp'], {
      cwd: directory,
      env: { ...environment },
      extendEnv: false,
      input: `${requests.map((request) => JSON.stringify(request)).join('\n')}\n`,
      timeout: limitSeconds * 1000,
      cancelSignal: signal,
      reject: false,
    });
    const { stdout, stderr } = await server;
    signal.throwIfAborted();
    const count = stdout.split('\n').map(toolsIn).find(Boolean) ?? 0;
    if (count === 0) throw new LakegooseError('bootstrap.no_tools', { reason: lastLine(stderr) });
    return { state: 'unchanged', code: 'bootstrap.tools_listed', facts: { count } };
  },
};

const clientInfo = { name: 'lakegoose-self-test', version: '1' };
const requests = [
  { id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
].map((request) => ({ jsonrpc: '2.0', ...request }));

const listed = z.looseObject({ id: z.literal(2), result: z.looseObject({ tools: z.array(z.unknown()) }) });

/** How many tools a line of the server's answers lists. */
function toolsIn(line: string): number {
  try {
    return listed.safeParse(JSON.parse(line)).data?.result.tools.length ?? 0;
  } catch {
    return 0;
  }
}
