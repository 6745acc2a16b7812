import { tmpdir } from 'node:os';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { z } from 'zod';
import { cliProgram } from '../support/run-cli.ts';

const answer = z.looseObject({
  content: z.array(z.looseObject({ type: z.literal('text'), text: z.string() })),
  isError: z.boolean().optional(),
});

const asAgentsDo = { command: cliProgram, args: ['mcp'] };

/** Our server as an agent starts it, driven by the official client. */
export async function connectClient(environment: Record<string, string>, cwd = tmpdir(), program = asAgentsDo) {
  const transport = new StdioClientTransport({
    ...program,
    env: environment,
    cwd,
    stderr: 'pipe',
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return {
    client,
    pid: transport.pid,
    call: async (name: string, given: Record<string, unknown>) => {
      const { content, isError = false } = answer.parse(await client.callTool({ name, arguments: given }));
      return { isError, text: content.map(({ text }) => text).join('\n') };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
