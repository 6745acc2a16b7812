import { tmpdir } from 'node:os';
import { z } from 'zod';
import { connectOver } from './connect-to-host.ts';
import type { TransportName } from './official-clients.ts';

const answer = z.looseObject({
  content: z.array(z.looseObject({ type: z.literal('text'), text: z.string() })),
  isError: z.boolean().optional(),
});

/** Our server as an agent starts it in a folder, driven by the official client. */
export async function connectClient(
  environment: Record<string, string>,
  cwd = tmpdir(),
  transport: TransportName = 'stdio',
) {
  const { client, pid } = await connectOver(transport, environment, cwd);
  return {
    client,
    pid,
    call: async (name: string, given: Record<string, unknown>) => {
      const { content, isError = false } = answer.parse(await client.callTool({ name, arguments: given }));
      return { isError, text: content.map(({ text }) => text).join('\n') };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}
