import type { ChatMessage } from '../../../databricks-api/chat.ts';
import { phrases } from './speak.ts';

/** What the guide takes from the messages of a request; it keeps no other state. */
export type Conversation = {
  /** The last thing the person said. */
  readonly question: string;
  /** The guide has already said what it is. */
  readonly introduced: boolean;
  /** A tool has been called since the question was asked. */
  readonly called: boolean;
  readonly results: readonly { readonly tool: string; readonly text: string }[];
};

export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const asked = messages.findLastIndex((message) => message.role === 'user' && personsWords(message) !== '');
  const question = messages[asked];
  const since = messages.slice(asked + 1);
  const calls = since.flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []));
  const nameOf = new Map(calls.map((call) => [call.id, call.function.name]));
  return {
    question: question === undefined ? '' : personsWords(question),
    introduced: messages.some(
      (message) =>
        message.role === 'assistant' && Object.values(phrases).some(({ notice }) => textOf(message).includes(notice)),
    ),
    called: calls.length > 0,
    results: since
      .filter((message) => message.role === 'tool')
      .map((message) => ({
        tool: unprefixed(nameOf.get(message.tool_call_id ?? '') ?? ''),
        text: textOf(message),
      })),
  };
}

/** Agents put the name of the server before the name of its tool: `lakegoose__describe_table`. */
export function unprefixed(toolName: string): string {
  return toolName.slice(toolName.lastIndexOf('__') + (toolName.includes('__') ? 2 : 1));
}

/** Goose joins the texts of one message with spaces; other clients send them as parts. */
export function textOf({ content }: ChatMessage): string {
  return typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
}

const longestMessage = 20_000;

// Goose adds `<turn-context>…</turn-context>` to what a person says, older ones `<info-msg>…</info-msg>` (recorded, 1.52).
function personsWords(message: ChatMessage): string {
  const text = textOf(message);
  if (text.length > longestMessage) return text.trim();
  // After a Ctrl-C it puts the question that was given up and the next one into one message (recorded, 1.52).
  const asked = text.split(/<turn-context>[\s\S]*?<\/turn-context>/).filter((part) => part.trim() !== '');
  return (asked.at(-1) ?? '').replace(/<([a-z]+(?:-[a-z]+)+)>[\s\S]*?<\/\1>/g, ' ').trim();
}
