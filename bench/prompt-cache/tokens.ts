import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { z } from 'zod';

/** The input tokens of a chat: read anew, written to the cache, read from it. */
export type Tokens = { readonly anew: number; readonly written: number; readonly read: number };

type Block = { readonly text: string; readonly tokens: number; readonly isMarked: boolean };

const leastCached = 1024;
const lookBack = 20;

/**
 * The tokens of the requests of a chat, one after the other, by the rules of Anthropic's cache: what stands up to a mark is
 * kept; a request finds what one before it kept, at its marks and up to 20 blocks before them; less than 1,024 tokens are
 * not kept. Counted with o200k, which is not Claude's own tokenizer: shares are right, absolute numbers near.
 * Source: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching
 */
export function tokensOf(requests: readonly unknown[]): Tokens {
  const kept = new Set<string>();
  const total = { anew: 0, written: 0, read: 0 };
  for (const request of requests) {
    const blocks = blocksOf(request);
    const sums = blocks.map((_, at) => blocks.slice(0, at + 1).reduce((sum, { tokens }) => sum + tokens, 0));
    const keys = blocks.map((_, at) => JSON.stringify(blocks.slice(0, at + 1).map(({ text }) => text)));
    const marks = blocks.flatMap(({ isMarked }, at) => (isMarked && (sums[at] ?? 0) >= leastCached ? [at] : []));
    const found = marks
      .flatMap((mark) => Array.from({ length: lookBack }, (_, back) => mark - back))
      .filter((at) => kept.has(keys[at] ?? ''));
    const read = sums[Math.max(...found, -1)] ?? 0;
    const end = Math.max(sums[marks.at(-1) ?? -1] ?? 0, read);
    for (const mark of marks) kept.add(keys[mark] ?? '');
    total.read += read;
    total.written += end - read;
    total.anew += (sums.at(-1) ?? 0) - end;
  }
  return total;
}

const parts = z.array(z.looseObject({}));
const chat = z.looseObject({
  tools: parts.default([]),
  system: z.union([z.string(), parts]).default([]),
  messages: z.array(z.looseObject({ content: z.union([z.string(), parts]).nullish() })),
});

/** Tools, system prompt, messages: in the order in which the cache takes them. */
function blocksOf(request: unknown): Block[] {
  const { tools, system, messages } = chat.parse(request);
  const said = messages.flatMap(({ content, ...message }) => [
    ...(typeof content === 'string' ? [content] : (content ?? [])).map((part) => ({ part, role: message.role })),
    // Calls stand beside the text in one dialect.
    ...(message.tool_calls === undefined ? [] : [{ part: message.tool_calls }]),
  ]);
  return [...tools, ...(typeof system === 'string' ? [system] : system), ...said].map((block) => {
    const isMarked = JSON.stringify(block).includes('"cache_control":{');
    const text = JSON.stringify(block, (name, value: unknown) => (name === 'cache_control' ? undefined : value));
    return { text, tokens: encode(text).length, isMarked };
  });
}
