import { z } from 'zod';
import type { ChatTool } from '../../../databricks-api/chat.ts';
import type { WantedArgument, WantedCall } from './questions.ts';
import { unprefixed } from './read-conversation.ts';

export type ChosenCall = { readonly tool: string; readonly args: Readonly<Record<string, string | number>> };

const limits = z.looseObject({ maximum: z.number().optional(), enum: z.array(z.unknown()).optional() });

/** The first wanted call that one of the request's tools can take. */
export function chooseCall(tools: readonly ChatTool[], wanted: readonly WantedCall[]): ChosenCall | undefined {
  for (const call of wanted) {
    for (const tool of tools) {
      if (tool.function === undefined || unprefixed(tool.function.name) !== call.tool) continue;
      const args = fillArguments(tool.function.parameters, call.args);
      if (args !== undefined) return { tool: tool.function.name, args };
    }
  }
  return undefined;
}

type Parameters = NonNullable<ChatTool['function']>['parameters'];

/** Undefined where the tool cannot take a needed argument, or needs one the guide does not have. */
function fillArguments(parameters: Parameters, wanted: readonly WantedArgument[]): ChosenCall['args'] | undefined {
  const properties = parameters?.properties ?? undefined;
  const filled: Record<string, string | number> = {};
  for (const { names, value, where } of wanted) {
    const declared = names.find((candidate) => properties !== undefined && Object.hasOwn(properties, candidate));
    const name = declared ?? (properties === undefined && where === undefined ? names[0] : undefined);
    const accepted = name === undefined ? undefined : withinLimits(properties?.[name], value);
    if (name !== undefined && accepted !== undefined) filled[name] = accepted;
    else if (where !== 'optional') return undefined;
  }
  return (parameters?.required ?? []).every((name) => Object.hasOwn(filled, name)) ? filled : undefined;
}

function withinLimits(property: unknown, value: string | number): string | number | undefined {
  const { data } = limits.safeParse(property);
  if (data?.enum !== undefined && !data.enum.includes(value)) return undefined;
  return typeof value === 'number' && data?.maximum !== undefined ? Math.min(value, data.maximum) : value;
}
