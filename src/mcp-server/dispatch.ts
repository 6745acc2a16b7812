import type { CallToolResult } from '@modelcontextprotocol/server';
import { LakegooseError } from '../base/errors.ts';
import { within } from '../statements/within.ts';
import { type CallFacts, type CallLog, endOf } from './call-log.ts';
import { errorText } from './error-text.ts';
import { explainAnswer } from './explain-answer.ts';
import type { Answer, Tool, ToolContext } from './tool.ts';

export type Call = Omit<ToolContext, 'patienceSeconds' | 'fetchSeconds' | 'note' | 'besides' | 'signal'> & {
  /** A call is answered within so many seconds: agents give up after a fixed time, progress or not (`goose.md` §5). */
  readonly answerSeconds: number;
  /** A sentence that goes before every answer, or nothing. */
  readonly notice: string;
  readonly callLog?: CallLog;
};

/** Of the time for an answer: half of it is for fetching what is there, and nearly all of the rest for what hangs. */
const reserve = (answerSeconds: number) => Math.min(5, answerSeconds / 2);
/** For the way of the answer to the agent. */
const handOver = (answerSeconds: number) => Math.min(0.5, answerSeconds / 20);

/** Runs one call. The only place that catches: whatever a tool throws becomes a text that says what to do. */
export async function dispatch(tool: Tool, given: unknown, call: Call): Promise<CallToolResult> {
  const { answerSeconds, notice, callLog, ...context } = call;
  const began = performance.now();
  const left = (kept: number) => Math.max(0, answerSeconds - kept - (performance.now() - began) / 1000);
  const { gone } = call;
  const over = new AbortController();
  const end = () => over.abort();
  gone.addEventListener('abort', end, { once: true });
  if (gone.aborted) end();
  let noted: CallFacts = {};
  const note = (facts: CallFacts) => {
    noted = { ...noted, ...facts };
  };
  let besides: readonly string[] = [];
  const log = (error?: unknown) => {
    const client = call.tags.client ?? 'unknown';
    const ms = Math.round(performance.now() - began);
    callLog?.({ tool: tool.name, client, ...noted, ...endOf(error), ms });
  };
  try {
    const work = tool.call(given, {
      ...context,
      signal: over.signal,
      patienceSeconds: () => left(reserve(answerSeconds)),
      fetchSeconds: () => left(reserve(answerSeconds) / 2),
      note,
      besides: (lines) => {
        besides = lines;
      },
    });
    const explained = work.catch(async (error: unknown) => {
      throw await explainAnswer(call.client, error);
    });
    const answer = await within(explained, left(handOver(answerSeconds)));
    if (answer === undefined) throw new LakegooseError('mcp.too_slow', { seconds: answerSeconds });
    log();
    return { content: blocks(notice, answer) };
  } catch (error) {
    // What the tool still does for this answer is for nobody.
    end();
    log(error);
    return { content: [text([errorText(error), ...besides].join('\n'), notice)], isError: true };
  }
}

function blocks(notice: string, answer: Answer): CallToolResult['content'] {
  if (typeof answer === 'string') return [text(notice, answer)];
  return notice === '' ? [...answer] : [text(notice), ...answer];
}

function text(...paragraphs: readonly string[]) {
  return { type: 'text' as const, text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}
