import type { ChatRequest } from '../../../databricks-api/chat.ts';
import { textOf } from './read-conversation.ts';

const opening = 200;

/**
 * Goose asks for the name of a session in a request of its own, without tools: "Generate a short title (four words
 * or less) for this conversation." (recorded, 1.52).
 */
export function asksForTitle({ messages, tools }: Pick<ChatRequest, 'messages' | 'tools'>): boolean {
  const system = messages.find(({ role }) => role === 'system' || role === 'developer');
  if (system === undefined || (tools ?? []).length > 0) return false;
  return /\b(?:generate|create|provide|write|suggest)\b[^.]{0,60}\b(?:title|name|description)\b/i.test(
    textOf(system).slice(0, opening),
  );
}
