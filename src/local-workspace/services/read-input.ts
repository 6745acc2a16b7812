import type { z } from 'zod';
import { invalidValue } from './api-error.ts';

/** A body or query of the expected shape; otherwise 400 INVALID_PARAMETER_VALUE that names the field. */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const read = shape.safeParse(input ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue && issue.path.length > 0 ? issue.path.join('.') : 'the request body';
  throw invalidValue(`Invalid value for ${field}: ${issue?.message ?? 'not as expected'}.`);
}
