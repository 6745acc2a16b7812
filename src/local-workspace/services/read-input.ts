import type { z } from 'zod';
import type { ApiError } from './api-error.ts';
import { invalidValue } from './api-error.ts';

type Issue = z.core.$ZodIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** `parameters[0].name` */
function shownPath(path: readonly PropertyKey[]): string {
  const shown = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return shown.join('').replace(/^\./, '');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const part of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  return value;
}

function expected(issue: Issue): string {
  if (issue.code === 'invalid_type') return `${EXPECTED[issue.expected] ?? issue.expected} is expected`;
  if (issue.code === 'invalid_value') return `it must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `it must be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `it must be at most ${issue.maximum}`;
  return 'a whole number is expected';
}

function refusal(issue: Issue | undefined, input: unknown): ApiError {
  if (!issue || issue.path.length === 0) return invalidValue('The request body must be a JSON object.');
  const field = shownPath(issue.path);
  const given = valueAt(input, issue.path);
  if (given === undefined) return invalidValue(`Missing required field: ${field}`);
  const shown = typeof given === 'string' && given.length <= 100 ? ` '${given}'` : '';
  return invalidValue(`Invalid value${shown} for ${field}: ${expected(issue)}.`);
}

/** Deeper than any body that is read here. */
const DEEPEST = 12;

/** In the JSON of protocol buffers a field that is null is not there (protobuf.dev, ProtoJSON format). */
export function withoutNulls(input: unknown, depth = 0): unknown {
  if (typeof input !== 'object' || input === null || depth > DEEPEST) return input;
  if (Array.isArray(input)) return input.map((item) => withoutNulls(item, depth + 1));
  const fields = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(fields.map(([name, value]) => [name, withoutNulls(value, depth + 1)]));
}

/** A body or query of the expected shape; otherwise 400 INVALID_PARAMETER_VALUE that names the field. */
export function readInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const given = withoutNulls(input ?? {});
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  throw refusal(read.error.issues[0], given);
}
