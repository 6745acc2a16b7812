import type { ContentBlock, ToolAnnotations } from '@modelcontextprotocol/server';
import type { z } from 'zod';
import { LakegooseError } from '../base/errors.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import type { Policy, Rules } from '../sql-guard/policy.ts';
import type { Statements } from '../statements/open-session.ts';
import type { Progress } from '../statements/statement.ts';
import type { CallFacts } from './call-log.ts';
import type { OpenNotebookRuns } from './open-notebook-runs.ts';
import type { OpenSaves } from './open-saves.ts';

/**
 * What a tool does. To the company's data: `read` and `write`, and the guard holds it to that. `run` is Python on the cluster,
 * of which the guard sees the SQL only, and `edit` changes a file of the working folder: a person says yes to these. To end what
 * somebody has said yes to is `read`: nobody is asked again before it stops.
 */
export type Effect = 'read' | 'write' | 'run' | 'edit';

export type ToolContext = {
  readonly client: DatabricksClient;
  readonly statements: Statements;
  /** What the guard lets through. */
  readonly rules: Rules;
  /** The folder in which results may be saved. */
  readonly workingDirectory: string;
  /** Which agent calls which tool, for the query tags of a statement. */
  readonly tags: Readonly<Record<string, string>>;
  /** Aborted when the client cancels the call or goes away: nobody wants its statement any more. */
  readonly gone: AbortSignal;
  /** Aborted then, and when the call has been answered because its time was over. */
  readonly signal: AbortSignal;
  /** How long the call may still wait for a statement, in seconds. */
  readonly patienceSeconds: () => number;
  /** How long it may still fetch what is there. */
  readonly fetchSeconds: () => number;
  /** The files that the server writes. */
  readonly saves: OpenSaves;
  /** The notebooks that the server runs. */
  readonly notebooks: OpenNotebookRuns;
  readonly onProgress: (progress: Progress) => void;
  /** Tells the client how something else is getting on. */
  readonly tell: (line: string) => void;
  /** Is told to the model after the error, should the call fail. */
  readonly besides: (lines: readonly string[]) => void;
  /** Tells the log of calls what the call is about. */
  readonly note: (facts: CallFacts) => void;
};

/** What a tool gives the model: a text, or blocks of text, images and so on. */
export type Answer = string | readonly ContentBlock[];

type Handler<Given> = (given: Given, context: ToolContext) => Promise<Answer>;

export type Tool = {
  readonly name: string;
  readonly title: string;
  /** For the model: what is returned and where it is cut. */
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject;
  readonly call: (given: unknown, context: ToolContext) => Promise<Answer>;
};

/**
 * One tool, one literal: what a model is told of it, and its handler, which gives the answer or throws. The handler is loaded
 * with the first call, because an agent that starts its servers waits for their lists of tools.
 */
export function defineTool<S extends z.ZodRawShape>(tool: {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject<S, z.core.$strict>;
  readonly load: () => Promise<Handler<z.output<z.ZodObject<S>>>>;
}): Tool {
  const { load, ...told } = tool;
  let loaded: ReturnType<typeof load> | undefined;
  return {
    ...told,
    call: async (given, context) => {
      const outcome = tool.input.safeParse(given);
      if (!outcome.success) throw badArguments(tool.name, outcome.error);
      loaded ??= load();
      return (await loaded)(outcome.data, context);
    },
  };
}

function badArguments(tool: string, { issues }: z.ZodError): LakegooseError {
  const problems = issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  return new LakegooseError('mcp.bad_arguments', { tool, problems: problems.join('; ') });
}

/** Whether a tool exists under a policy: one that writes only where the guard would let it write. */
export function isOffered({ effect }: Pick<Tool, 'effect'>, policy: Policy): boolean {
  return effect !== 'write' || policy === 'write' || policy === 'update';
}

/**
 * MCP's hints follow from the effect and from what the guard lets through, so that an agent's approval prompt and the
 * guard cannot disagree: adding destroys nothing, changing rows does.
 */
export function annotationsOf({ title, effect }: Pick<Tool, 'title' | 'effect'>, policy: Policy): ToolAnnotations {
  const readOnly = effect === 'read';
  const destructive = effect === 'run' || effect === 'edit' || (effect === 'write' && policy === 'update');
  return {
    title,
    readOnlyHint: readOnly,
    destructiveHint: destructive,
    idempotentHint: readOnly,
    openWorldHint: effect === 'run',
  };
}
