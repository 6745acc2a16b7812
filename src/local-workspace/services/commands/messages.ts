import { z } from 'zod';
import { statementParameter } from '../../../databricks-api/statements.ts';

/** What the Python of a context says, a line of JSON each. */
const table = z.object({
  schema: z.array(z.object({ name: z.string(), type: z.unknown() })),
  rows: z.array(z.array(z.unknown())),
  truncated: z.boolean(),
});

const ended = z.object({
  ended: z.string(),
  interrupted: z.boolean().optional(),
  error: z.object({ summary: z.string(), cause: z.string() }).optional(),
  text: z.string(),
  truncated: z.boolean(),
  table: table.optional(),
  /** PNG in base64. */
  images: z.array(z.string()).optional(),
});
export type EndedCommand = z.infer<typeof ended>;

const question = z.object({
  ask: z.number(),
  sql: z.string(),
  parameters: z.array(statementParameter),
  /** As Python computes with them, as Spark shows them, as a table of the API holds them; or the columns of a query only. */
  form: z.enum(['values', 'text', 'wire', 'columns']),
  /** As an answer has told it after USE. */
  session: z.object({ catalog: z.string(), schema: z.string() }).optional(),
  rows: z.number().int().optional(),
  size: z.number().int().optional(),
});
export type SqlQuestion = z.infer<typeof question>;

export const pythonMessage = z.union([
  z.object({ ready: z.literal(true) }),
  ended,
  question,
  z.object({ forget: z.number() }),
]);
export type PythonMessage = z.infer<typeof pythonMessage>;
