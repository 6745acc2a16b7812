import { setTimeout as pass } from 'node:timers/promises';
import type { ElicitRequestFormParams } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { FixtureTool, Request } from './fixture-tool.ts';
import { pixel, silence } from './samples.ts';

const text = (words: string) => ({ type: 'text', text: words }) as const;
const image = { type: 'image', data: pixel, mimeType: 'image/png' } as const;

async function progress({ _meta, notify }: Request, done: number): Promise<void> {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return;
  await notify({ method: 'notifications/progress', params: { progressToken, progress: done, total: 100 } });
}

async function ask(
  { elicitInput }: Request,
  message: string,
  properties: ElicitRequestFormParams['requestedSchema']['properties'],
) {
  const { action, content } = await elicitInput({ message, requestedSchema: { type: 'object', properties } });
  return `action=${action}, content=${JSON.stringify(content)}`;
}

const titled = (...titles: string[]) => titles.map((title, place) => ({ const: `value${place + 1}`, title }));
const options = ['option1', 'option2', 'option3'];

/** The tools that the conformance suite asks for, by name. */
export const fixtureTools: Readonly<Record<string, FixtureTool>> = {
  test_simple_text: { description: 'A text.', run: async () => 'This is a simple text response for testing.' },
  test_image_content: { description: 'An image.', run: async () => [image] },
  test_audio_content: {
    description: 'A sound.',
    run: async () => [{ type: 'audio', data: silence, mimeType: 'audio/wav' }],
  },
  test_embedded_resource: {
    description: 'A resource.',
    run: async () => [
      {
        type: 'resource',
        resource: {
          uri: 'test://embedded-resource',
          mimeType: 'text/plain',
          text: 'This is an embedded resource content.',
        },
      },
    ],
  },
  test_multiple_content_types: {
    description: 'A text, an image and a resource.',
    run: async () => [
      text('Multiple content types test:'),
      image,
      {
        type: 'resource',
        resource: {
          uri: 'test://mixed-content-resource',
          mimeType: 'application/json',
          text: JSON.stringify({ test: 'data', value: 123 }),
        },
      },
    ],
  },
  test_tool_with_logging: {
    description: 'Logs three times.',
    run: async (request) => {
      await request.log('info', 'Tool execution started');
      await pass(50);
      await request.log('info', 'Tool processing data');
      await pass(50);
      await request.log('info', 'Tool execution completed');
      return 'Logged.';
    },
  },
  test_logging_tool: {
    description: 'Logs once.',
    run: async (request) => {
      await request.log('info', 'Logged');
      return 'Logged.';
    },
  },
  test_error_handling: {
    description: 'Fails.',
    run: async () => {
      throw new Error('This tool intentionally returns an error for testing');
    },
  },
  test_tool_with_progress: {
    description: 'Tells its progress.',
    run: async (request) => {
      await progress(request, 0);
      await pass(50);
      await progress(request, 50);
      await pass(50);
      await progress(request, 100);
      return 'Done.';
    },
  },
  test_sampling: {
    description: 'Asks the model of the client.',
    input: { prompt: z.string() },
    run: async ({ requestSampling }, { prompt }) => {
      const messages = [{ role: 'user' as const, content: text(String(prompt)) }];
      const { content } = await requestSampling({ messages, maxTokens: 100 });
      return `LLM response: ${JSON.stringify(content)}`;
    },
  },
  test_elicitation: {
    description: 'Asks the person.',
    input: { message: z.string() },
    run: async (request, { message }) => {
      const username = { type: 'string', description: "User's response" } as const;
      const email = { type: 'string', description: "User's email address" } as const;
      return `User response: ${await ask(request, String(message), { username, email })}`;
    },
  },
  test_elicitation_sep1034_defaults: {
    description: 'Asks the person, with defaults.',
    run: async (request) =>
      `Elicitation completed: ${await ask(request, 'Please confirm', {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      })}`,
  },
  test_elicitation_sep1330_enums: {
    description: 'Asks the person to choose.',
    run: async (request) =>
      `Elicitation completed: ${await ask(request, 'Please choose', {
        untitledSingle: { type: 'string', enum: options },
        titledSingle: { type: 'string', oneOf: titled('First Option', 'Second Option', 'Third Option') },
        legacyEnum: {
          type: 'string',
          enum: ['opt1', 'opt2', 'opt3'],
          enumNames: ['Option One', 'Option Two', 'Option Three'],
        },
        untitledMulti: { type: 'array', items: { type: 'string', enum: options } },
        titledMulti: { type: 'array', items: { anyOf: titled('First Choice', 'Second Choice', 'Third Choice') } },
      })}`,
  },
};
