import { McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { dispatch } from '../../../src/mcp-server/dispatch.ts';
import { openSaves } from '../../../src/mcp-server/open-saves.ts';
import { defineTool } from '../../../src/mcp-server/tool.ts';
import { StatementSession } from '../../../src/statements/session.ts';
import { fixturePrompts } from './fixture-prompts.ts';
import type { FixtureTool } from './fixture-tool.ts';
import { fixtureTools } from './fixture-tools.ts';
import { pixel } from './samples.ts';

/** What the official conformance suite asks for, behind the dispatcher that every tool of ours is behind. */
export function fixtureServer(): McpServer {
  const server = new McpServer(
    { name: 'lakegoose-fixture', version: '1.0.0' },
    {
      capabilities: {
        logging: {},
        completions: {},
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { subscribe: true, listChanged: false },
      },
    },
  );
  for (const [name, tool] of Object.entries(fixtureTools)) addTool(server, name, tool);
  addResources(server);
  fixturePrompts(server);
  return server;
}

function addTool(server: McpServer, name: string, { description, input = {}, run }: FixtureTool): void {
  const inputSchema = z.strictObject(input);
  server.registerTool(name, { description, inputSchema }, (given, { mcpReq }) => {
    const tool = defineTool({
      name,
      title: name,
      description,
      effect: 'read',
      input: inputSchema,
      load: async () => (checked) => run(mcpReq, checked),
    });
    return dispatch(tool, given, callWithout(mcpReq.signal));
  });
}

/** No fixture asks a workspace. */
function callWithout(signal: AbortSignal) {
  const nothing = async (): Promise<never> => {
    throw new Error('a fixture asked for a workspace');
  };
  const client = { host: 'http://127.0.0.1:1', token: nothing, userAgent: 'fixture' };
  const noRuns = { begin: nothing, wait: nothing, cancel: nothing, close: async () => undefined };
  const limits = { limitSeconds: 1, unpolledSeconds: 1 };
  return {
    client,
    statements: new StatementSession({ client, stateDirectory: '/nonexistent', ...limits }),
    rules: { policy: 'read', aiFunctions: 'refuse' },
    workingDirectory: '/nonexistent',
    tags: {},
    gone: signal,
    saves: openSaves(),
    onProgress: () => undefined,
    tell: () => undefined,
    notebooks: noRuns,
    answerSeconds: 30,
    notice: '',
  } as const;
}

function addResources(server: McpServer): void {
  const text = { mimeType: 'text/plain', description: 'A text.' };
  server.registerResource('static-text', 'test://static-text', text, async () => ({
    contents: [
      { uri: 'test://static-text', mimeType: 'text/plain', text: 'This is the content of the static text resource.' },
    ],
  }));
  const image = { mimeType: 'image/png', description: 'A pixel.' };
  server.registerResource('static-binary', 'test://static-binary', image, async () => ({
    contents: [{ uri: 'test://static-binary', mimeType: 'image/png', blob: pixel }],
  }));
  server.registerResource('watched', 'test://watched-resource', text, async () => ({
    contents: [{ uri: 'test://watched-resource', mimeType: 'text/plain', text: 'It never changes.' }],
  }));
  const template = new ResourceTemplate('test://template/{id}/data', { list: undefined });
  const json = { mimeType: 'application/json', description: 'The data of an id.' };
  server.registerResource('template', template, json, async ({ href }, { id }) => ({
    contents: [
      {
        uri: href,
        mimeType: 'application/json',
        text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }),
      },
    ],
  }));
  server.server.setRequestHandler('resources/subscribe', async () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', async () => ({}));
}
