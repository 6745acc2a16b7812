import { completable, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { pixel } from './samples.ts';

const user = <const C>(content: C) => ({ role: 'user' as const, content });
const says = (text: string) => user({ type: 'text', text } as const);

/** The prompts that the conformance suite asks for. */
export function fixturePrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'A prompt without arguments.' }, async () => ({
    messages: [says('This is a simple prompt for testing.')],
  }));
  const argument = (what: string) => completable(z.string().describe(what), () => []);
  server.registerPrompt(
    'test_prompt_with_arguments',
    {
      description: 'A prompt with two arguments.',
      argsSchema: z.object({ arg1: argument('First'), arg2: argument('Second') }),
    },
    async ({ arg1, arg2 }) => ({ messages: [says(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'A prompt with a resource.', argsSchema: z.object({ resourceUri: z.string() }) },
    async ({ resourceUri: uri }) => ({
      messages: [
        user({
          type: 'resource',
          resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        }),
        says('Please process the embedded resource above.'),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'A prompt with an image.' }, async () => ({
    messages: [user({ type: 'image', data: pixel, mimeType: 'image/png' }), says('Please analyze the image above.')],
  }));
}
