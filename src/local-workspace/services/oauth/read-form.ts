import type { z } from 'zod';
import { oauthError } from './oauth-error.ts';

/** Parameters of the expected shape. None may be there twice (RFC 6749 §3.1). Throws `invalid_request`. */
export function readForm<Shape extends z.ZodType>(shape: Shape, given: URLSearchParams): z.output<Shape> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of given) {
    if (name in values) throw oauthError(400, 'invalid_request', `The parameter ${name} is there twice.`);
    // A parameter without a value counts as left out (RFC 6749 §3.1).
    if (value !== '') values[name] = value;
  }
  const read = shape.safeParse(values);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw oauthError(400, 'invalid_request', `The parameter ${issue?.path.join('.') ?? ''} is missing or malformed.`);
}
