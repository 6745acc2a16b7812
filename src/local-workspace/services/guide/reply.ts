import type { ChatRequest } from '../../../databricks-api/chat.ts';
import { asksForTitle } from './asks-for-title.ts';
import { type ChosenCall, chooseCall } from './choose-call.ts';
import { quote } from './markdown.ts';
import type { Phrases } from './phrases-en.ts';
import { questions, type WantedArgument, type WantedCall } from './questions.ts';
import { type Conversation, readConversation, unprefixed } from './read-conversation.ts';
import { type Recognised, recognise } from './recognise.ts';
import { languageOf, phrases } from './speak.ts';
import { readToolResult } from './tool-result.ts';

export type Reply = { readonly text: string; readonly call?: ChosenCall };

/** So often a statement or a notebook that is not finished is asked for; then the person is told that it still runs. */
const mostPolls = 10;

/**
 * The guide: a script, not a model. The last question decides; a tool is called once per question, and then only
 * what it has begun is asked for, so the guide never goes round in circles. Its words hold no figure that is
 * not in the tool's result.
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
    const poll = chooseCall(tools, pollsFor(conversation));
    if (poll !== undefined) return { text: introduce(words.calling(unprefixed(poll.tool))), call: poll };
    return { text: introduce(tell(conversation, recognised, words)) };
  }
  if (recognised === undefined) {
    const answerable = questions.filter(
      ({ withoutTool, calls, sample }) => withoutTool === undefined || chooseCall(tools, calls(sample)) !== undefined,
    );
    return { text: introduce(words.unknown(answerable.map(({ examples }) => examples[language]))) };
  }
  const { question, about, file } = recognised;
  const wanted = question.calls(about, file);
  const call = chooseCall(tools, wanted);
  if (call !== undefined) return { text: introduce(words.calling(unprefixed(call.tool))), call };
  const missing = [...new Set(wanted.map(({ tool }) => `\`${tool}\``))].join(', ');
  return { text: introduce(question.withoutTool?.(about, words) ?? words.noTool(missing)) };
}

function pollsFor({ results }: Conversation): readonly WantedCall[] {
  const { unfinished, failed } = readToolResult(results.at(-1)?.text ?? '');
  if (unfinished === undefined || failed || results.length > mostPolls) return [];
  const { tool, name, id, saveAs } = unfinished;
  const args: WantedArgument[] = [{ names: [name], value: id }];
  if (saveAs !== undefined) args.push({ names: ['save_as'], value: saveAs });
  return [{ tool, args }];
}

function tell({ results }: Conversation, recognised: Recognised | undefined, words: Phrases): string {
  if (results.length === 0) return words.noResult;
  return results
    .map(({ tool, text }) => ({ tool, text, result: readToolResult(text) }))
    .filter(({ result }, at) => result.unfinished === undefined || at === results.length - 1)
    .map(({ tool, text, result }) => {
      if (result.failed) return [words.failed, quote(text), words.tryNext].join('\n\n');
      const told = recognised?.question.tell?.(result, recognised.about, words);
      return [told ?? `${words.asItIs}\n\n${quote(text)}`, ...(tool === '' ? [] : [words.source(tool)])].join('\n\n');
    })
    .join('\n\n');
}
