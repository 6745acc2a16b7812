import { McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';

/** The least that a server on the same SDK can be: one tool that does nothing. */
serveStdio(() => {
  const server = new McpServer({ name: 'smallest', version: '1.0.0' });
  server.registerTool('nothing', { description: 'Does nothing.', inputSchema: z.object({}) }, async () => ({
    content: [{ type: 'text', text: '' }],
  }));
  return server;
});
