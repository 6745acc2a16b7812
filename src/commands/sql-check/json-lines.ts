import { z } from 'zod';
import { LakegooseError } from '../../base/errors.ts';
import type { MessageCode } from '../../messages/say.ts';
import type { Rules } from '../../sql-guard/policy.ts';
import { notText } from '../not-text.ts';
import { type Answer, unreadable } from './answer.ts';
import { judged } from './answers.ts';

const lineFeed = 10;

/**
 * An answer for each line of JSON, whose statement is judged whole, as the MCP server judges an argument. Places are those
 * in the statement; of a line without one, its own.
 */
export function* jsonLineAnswers(bytes: Buffer, rules: Rules): Generator<Answer> {
  let line = 0;
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, from);
    const to = end < 0 ? bytes.length : end;
    line++;
    const part = bytes.subarray(from, to);
    from = to + 1;
    const text = part.toString('utf8');
    if (text.trim() === '') continue;
    const wrong = notText(part, line);
    yield wrong === undefined ? answerFor(text, line, rules) : unreadable(wrong);
  }
}

function answerFor(text: string, line: number, rules: Rules): Answer {
  const read = statementIn(text);
  if ('sql' in read) return judged(read.sql, rules, { line: 1, column: 1 });
  const wrong: MessageCode = read.wrong;
  const why = new LakegooseError(wrong, { line });
  return { class: 'invalid', code: 'BAD_JSON_LINE', why, line, column: 1 };
}

const withText = z.looseObject({ sql: z.string() });
const withSomething = z.looseObject({ sql: z.unknown().refine((value) => value !== undefined) });

function statementIn(line: string): { readonly sql: string } | { readonly wrong: MessageCode } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { wrong: 'sql.line_not_json' };
  }
  const read = withText.safeParse(value);
  if (read.success) return { sql: read.data.sql };
  return { wrong: withSomething.safeParse(value).success ? 'sql.line_sql_not_text' : 'sql.line_without_sql' };
}
