import { CLIENT_INFO_META_KEY, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Progress } from '../statements/statement.ts';
import { type Call, dispatch } from './dispatch.ts';
import { progressLine, progressTo } from './progress.ts';
import type { Tool } from './tool.ts';

type Request = ServerContext['mcpReq'];
type Parts = Omit<Call, 'tags' | 'onProgress' | 'tell' | 'gone'>;

/** Answers one call of a client. Loaded with the first one: no list of tools waits for what a call needs. */
export function answerCall(tool: Tool, given: unknown, request: Request, server: McpServer, parts: Parts) {
  const tags = { tool: tool.name, client: clientOf(request, server) };
  const tell = progressTo(request, parts.answerSeconds);
  const onProgress = (progress: Progress) => tell(progressLine(progress));
  return dispatch(tool, given, { ...parts, tags, onProgress, tell, gone: request.signal });
}

const clientInfo = z.looseObject({ name: z.string(), version: z.string() });
const envelopeWithClient = z.looseObject({ [CLIENT_INFO_META_KEY]: clientInfo });

/** Such as `goose-cli/1.52.0`. Newer clients say it with every call, older ones once (`goose.md` §5). */
function clientOf({ envelope }: Request, { server }: McpServer): string {
  const enveloped = envelopeWithClient.safeParse(envelope);
  const told = enveloped.success ? enveloped.data[CLIENT_INFO_META_KEY] : server.getClientVersion();
  return told === undefined ? 'unknown' : `${told.name}/${told.version}`.slice(0, 100);
}
