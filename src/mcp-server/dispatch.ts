import type { CallToolResult } from '@modelcontextprotocol/server';
import { wordsOf } from '../terminal/words-of-error.ts';
import type { Answer, Tool, ToolContext } from './tool.ts';

/** Runs one call. The only place that catches: whatever a tool throws becomes a text that says what to do. */
export async function dispatch(
  tool: Tool,
  given: unknown,
  context: ToolContext,
  notice: string,
): Promise<CallToolResult> {
  try {
    return { content: blocks(notice, await tool.call(given, context)) };
  } catch (error) {
    // Goose shows the model no mark for a failed call, so the text itself must say it (facts `goose.md` §5).
    return { content: [text(`Error: ${wordsOf(error, 'en')}`, notice)], isError: true };
  }
}

function blocks(notice: string, answer: Answer): CallToolResult['content'] {
  if (typeof answer === 'string') return [text(notice, answer)];
  return notice === '' ? [...answer] : [text(notice), ...answer];
}

function text(...paragraphs: readonly string[]) {
  return { type: 'text' as const, text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}
