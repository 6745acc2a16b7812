import { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { lastLine } from '../base/shell.ts';

type Asked = {
  /** How an agent starts this CLI: a program and the words before the verb. */
  readonly cli: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
};

/**
 * An agent's first minute: the server of our tools starts, and tells what tools there are. Gives their names.
 * Throws `bootstrap.no_tools`, and `bootstrap.tools_refused` where the server says by itself what it lacks.
 */
export async function listTools(asked: Asked): Promise<readonly string[]> {
  const { execa } = await import('execa');
  const [program, ...words] = asked.cli;
  const server = execa(program, [...words, 'mcp'], {
    cwd: asked.directory,
    env: { ...asked.environment },
    extendEnv: false,
    input: `${requests.map((request) => JSON.stringify(request)).join('\n')}\n`,
    timeout: asked.timeoutSeconds * 1000,
    cancelSignal: asked.signal,
    reject: false,
  });
  const { stdout, stderr } = await server;
  asked.signal.throwIfAborted();
  const names = stdout
    .split('\n')
    .map(toolsIn)
    .find((tools) => tools.length > 0);
  if (names === undefined) throw failureOf(stderr);
  return names;
}

function failureOf(stderr: string): LakegooseError {
  // Where a part of it is not there, Node tells so in one line, and then its stack and its own version.
  const fault = /^Error\b.*$/m.exec(stderr)?.[0];
  const own = /^lakegoose\S*: (.*)$/s.exec(stderr.trim())?.[1];
  return fault === undefined && own !== undefined
    ? new LakegooseError('bootstrap.tools_refused', { reason: own })
    : new LakegooseError('bootstrap.no_tools', { reason: lastLine(fault ?? stderr) || '–' });
}

const clientInfo = { name: 'lakegoose-self-test', version: '1' };
const requests = [
  { id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
].map((request) => ({ jsonrpc: '2.0', ...request }));

const listed = z.looseObject({
  id: z.literal(2),
  result: z.looseObject({ tools: z.array(z.looseObject({ name: z.string() })) }),
});

/** The tools that a line of the server's answers lists. */
function toolsIn(line: string): readonly string[] {
  return listed.safeParse(parseJson(line)).data?.result.tools.map(({ name }) => name) ?? [];
}
