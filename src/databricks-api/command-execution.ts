import { z } from 'zod';

/**
 * Command Execution, `/api/1.2/contexts` and `/api/1.2/commands`: names in camel case, and `{"error": …}` for a refusal.
 * Source: databricks-sdk-py `service/compute.py`, CommandExecutionAPI (facts `databricks-api.md` §7).
 */
export const createContext = z.looseObject({ clusterId: z.string(), language: z.string() });

export const contextKey = z.looseObject({ clusterId: z.string(), contextId: z.string() });

export const executeCommand = contextKey.extend({ language: z.string().optional(), command: z.string() });

export const commandKey = contextKey.extend({ commandId: z.string() });

/** The id of what was made. */
export const created = z.looseObject({ id: z.string() });

export const contextStatus = z.looseObject({ id: z.string(), status: z.enum(['Running', 'Pending', 'Error']) });

export const commandResults = z.looseObject({
  resultType: z.enum(['error', 'image', 'images', 'table', 'text']),
  /** A text, or the rows of a table. */
  data: z.unknown().optional(),
  schema: z.array(z.looseObject({ name: z.string() })).optional(),
  isJsonSchema: z.boolean().optional(),
  truncated: z.boolean().optional(),
  /** Of an error: one line of HTML, and the whole trace. */
  summary: z.string().optional(),
  cause: z.string().optional(),
  /** `data:image/png;base64,…`, or `/plots/….png` where the image is large: then it is at `/FileStore/plots/….png`. */
  fileName: z.string().optional(),
  fileNames: z.array(z.string()).optional(),
});
export type CommandResults = z.infer<typeof commandResults>;

export const commandStatus = z.looseObject({
  id: z.string(),
  status: z.enum(['Queued', 'Running', 'Cancelling', 'Finished', 'Cancelled', 'Error']),
  results: commandResults.nullish(),
});
export type CommandStatus = z.infer<typeof commandStatus>;

/** A refusal. */
export const commandError = z.looseObject({ error: z.string() });
