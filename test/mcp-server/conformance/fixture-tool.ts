import type { ServerContext } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { Answer } from '../../../src/mcp-server/tool.ts';

/** What a call may say to its client, and ask of it. */
export type Request = ServerContext['mcpReq'];

/** A tool of the conformance suite. It may speak with the client in the middle of the call, as ours do not. */
export type FixtureTool = {
  readonly description: string;
  readonly input?: z.ZodRawShape;
  readonly run: (request: Request, given: Readonly<Record<string, unknown>>) => Promise<Answer>;
};
