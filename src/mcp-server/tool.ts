import type { ToolAnnotations } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import type { DatabricksClient } from '../databricks-client/client.ts';

/** What a tool does to the company's data. The guard holds it to that. */
export type Effect = 'read';

export type ToolContext = {
  readonly client: DatabricksClient;
  /** The SQL warehouse that statements run on. */
  readonly warehouse: (signal: AbortSignal) => Promise<string>;
  /** Aborted when the client cancels the call or goes away. */
  readonly signal: AbortSignal;
};

export type Tool = {
  readonly name: string;
  readonly title: string;
  /** For the model: what is returned and where it is cut. */
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject;
  readonly call: (given: unknown, context: ToolContext) => Promise<string>;
};

/** One tool, one literal: `run` gives the text for the model, or throws. */
export function defineTool<S extends z.ZodRawShape>(tool: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject<S>;
  readonly run: (given: z.output<z.ZodObject<S>>, context: ToolContext) => Promise<string>;
}): Tool {
  const { run, ...told } = tool;
  return { ...told, call: (given, context) => run(tool.input.parse(given), context) };
}

/** MCP's hints follow from the effect, so that an agent's approval prompt and the guard cannot disagree. */
export function annotationsOf({ title, effect }: Pick<Tool, 'title' | 'effect'>): ToolAnnotations {
  const readOnly = effect === 'read';
  return { title, readOnlyHint: readOnly, destructiveHint: false, idempotentHint: readOnly, openWorldHint: false };
}
