import type { ChatRequest } from '../../../databricks-api/chat.ts';
import { asksForTitle } from './asks-for-title.ts';
import { type ChosenCall, chooseCall } from './choose-call.ts';
import { quote } from './markdown.ts';
import type { Phrases } from './phrases-en.ts';
import { questions } from './questions.ts';
import { type Conversation, readConversation, unprefixed } from './read-conversation.ts';
import { type Recognised, recognise } from './recognise.ts';
import { languageOf, phrases } from './speak.ts';
import { readToolResult } from './tool-result.ts';

export type Reply = { readonly text: string; readonly call?: ChosenCall };

/**
 * The guide: a script, not a model. The last question decides; a tool is called once per question, so the guide
 * never goes round in circles, and its words hold no figure that is not in the tool's result.
 */
export function reply(request: Pick<ChatRequest, 'messages' | 'tools' | 'tool_choice'>): Reply {
  const conversation = readConversation(request.messages);
  const language = languageOf(conversation.question);
  const words = phrases[language];
  const tools = request.tool_choice === 'none' ? [] : (request.tools ?? []);
  if (asksForTitle(request)) return { text: words.title };

  const recognised = recognise(conversation.question);
  const introduce = (text: string) => (conversation.introduced ? text : `${words.notice}\n\n${text}`);
  if (conversation.called || conversation.results.length > 0) {
    return { text: introduce(tell(conversation, recognised, words)) };
  }
  if (recognised === undefined) {
    const answerable = questions.filter(
      ({ withoutTool, calls, sample }) => withoutTool === undefined || chooseCall(tools, calls(sample)) !== undefined,
    );
    return { text: introduce(words.unknown(answerable.map(({ examples }) => examples[language]))) };
  }
  const { question, about } = recognised;
  const wanted = question.calls(about);
  const call = chooseCall(tools, wanted);
  if (call !== undefined) return { text: introduce(words.calling(unprefixed(call.tool))), call };
  const missing = [...new Set(wanted.map(({ tool }) => `\`${tool}\``))].join(', ');
  return { text: introduce(question.withoutTool?.(about, words) ?? words.noTool(missing)) };
}

function tell({ results }: Conversation, recognised: Recognised | undefined, words: Phrases): string {
  if (results.length === 0) return words.noResult;
  return results
    .map(({ tool, text }) => {
      const result = readToolResult(text);
      if (result.failed) return [words.failed, quote(text), words.tryNext].join('\n\n');
      const told = recognised?.question.tell?.(result, recognised.about, words);
      return [told ?? `${words.asItIs}\n\n${quote(text)}`, ...(tool === '' ? [] : [words.source(tool)])].join('\n\n');
    })
    .join('\n\n');
}
