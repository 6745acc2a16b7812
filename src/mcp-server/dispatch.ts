import type { CallToolResult } from '@modelcontextprotocol/server';
import { LakegooseError } from '../base/errors.ts';
import { type CallFacts, type CallLog, endOf } from './call-log.ts';
import { errorText } from './error-text.ts';
import { explainAnswer } from './explain-answer.ts';
import type { Answer, Tool, ToolContext } from './tool.ts';

export type Call = Omit<ToolContext, 'patienceSeconds' | 'note'> & {
  /** A call is answered within so many seconds: agents give up after a fixed time, progress or not (`goose.md` §5). */
  readonly answerSeconds: number;
  /** A sentence that goes before every answer, or nothing. */
  readonly notice: string;
  readonly callLog?: CallLog;
};

/** Of the time for an answer, kept for fetching and handing over what is there. */
const reserve = (answerSeconds: number) => Math.min(5, answerSeconds / 2);

/** Runs one call. The only place that catches: whatever a tool throws becomes a text that says what to do. */
export async function dispatch(tool: Tool, given: unknown, call: Call): Promise<CallToolResult> {
  const { answerSeconds, notice, callLog, ...context } = call;
  const began = Date.now();
  const limit = AbortSignal.timeout(answerSeconds * 1000);
  const until = began + (answerSeconds - reserve(answerSeconds)) * 1000;
  const patienceSeconds = () => Math.max(0, until - Date.now()) / 1000;
  const signal = AbortSignal.any([call.signal, limit]);
  let noted: CallFacts = {};
  const note = (facts: CallFacts) => {
    noted = { ...noted, ...facts };
  };
  const log = (error?: unknown) => {
    const client = call.tags.client ?? 'unknown';
    callLog?.({ tool: tool.name, client, ...noted, ...endOf(error), ms: Date.now() - began });
  };
  try {
    const answer = await tool.call(given, { ...context, signal, patienceSeconds, note });
    log();
    return { content: blocks(notice, answer) };
  } catch (error) {
    const isLate = limit.aborted && !call.signal.aborted;
    const told = isLate
      ? new LakegooseError('mcp.too_slow', { seconds: answerSeconds }, { cause: error })
      : await explainAnswer(call.client, error);
    log(told);
    return { content: [text(errorText(told), notice)], isError: true };
  }
}

function blocks(notice: string, answer: Answer): CallToolResult['content'] {
  if (typeof answer === 'string') return [text(notice, answer)];
  return notice === '' ? [...answer] : [text(notice), ...answer];
}

function text(...paragraphs: readonly string[]) {
  return { type: 'text' as const, text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}
