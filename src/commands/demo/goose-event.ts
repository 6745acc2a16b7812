import { z } from 'zod';
import { parseJson } from '../../base/json.ts';

/** What Goose tells of a run, as far as the demo shows it. */
export type GooseEvent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'call'; readonly tool: string; readonly given: Readonly<Record<string, unknown>> }
  | { readonly kind: 'result'; readonly failed: boolean }
  | { readonly kind: 'error'; readonly text: string };

const part = z.union([
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({
    type: z.literal('toolRequest'),
    toolCall: z.looseObject({
      value: z.looseObject({ name: z.string(), arguments: z.record(z.string(), z.unknown()).nullish() }).optional(),
    }),
  }),
  z.looseObject({
    type: z.literal('toolResponse'),
    toolResult: z.looseObject({
      status: z.string(),
      value: z.looseObject({ isError: z.boolean().optional() }).optional(),
    }),
  }),
]);

const line = z.union([
  z.looseObject({
    type: z.literal('message'),
    message: z.looseObject({ role: z.string(), content: z.array(z.unknown()) }),
  }),
  z.looseObject({ type: z.literal('error'), error: z.unknown() }),
]);

/** The events of one line of `goose run --output-format stream-json`; none for a line that is nothing to show. */
export function readEvent(text: string): GooseEvent[] {
  const read = line.safeParse(parseJson(text));
  if (!read.success) return [];
  if (read.data.type === 'error') {
    const { error } = read.data;
    return [{ kind: 'error', text: typeof error === 'string' ? error : JSON.stringify(error) }];
  }
  return read.data.message.content.flatMap((content): GooseEvent[] => {
    const known = part.safeParse(content);
    if (!known.success) return [];
    const { data } = known;
    if (data.type === 'text') return [{ kind: 'text', text: data.text }];
    if (data.type === 'toolResponse') {
      return [
        { kind: 'result', failed: data.toolResult.status !== 'success' || data.toolResult.value?.isError === true },
      ];
    }
    const { value } = data.toolCall;
    if (value === undefined) return [];
    return [{ kind: 'call', tool: value.name.replace(/^.*__/, ''), given: value.arguments ?? {} }];
  });
}
