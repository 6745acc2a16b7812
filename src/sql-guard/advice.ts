import type { MessageCode } from '../messages/say.ts';
import type { Classified } from './classify/classify.ts';
import type { Why } from './classify/finding.ts';
import { at, findWord, nameEnd, type Range, type Source, sourceOf } from './classify/source.ts';
import { endOfWith } from './classify/with.ts';
import { neededPolicy } from './policy.ts';
import { reemit } from './reemit.ts';
import type { Token } from './token.ts';

/** The nearest thing that is allowed, as a sentence of `messages/` and what it is filled with. */
export type Advice = {
  readonly code: MessageCode;
  readonly facts: Readonly<Record<string, string>>;
};

const byWhy: Partial<Record<Why, MessageCode>> = {
  FUNCTION_REACHES_OUT: 'guard.advice_leave_out',
  RUNS_CODE: 'guard.advice_administrator',
  ADMINISTERS: 'guard.advice_administrator',
  RUNS_HIDDEN_SQL: 'guard.advice_send_itself',
  UNKNOWN_STATEMENT: 'guard.advice_reads',
};

/** What a statement is offered instead. */
export function adviceFor(tokens: readonly Token[], { finding, statements }: Classified): Advice {
  const needed = neededPolicy(finding);
  if (needed !== undefined) return { code: 'guard.advice_setting', facts: { policy: needed } };
  const [range = { from: 0, to: 0 }] = statements;
  const sql = finding.class === 'destructive' ? insteadOf(sourceOf(tokens), range) : undefined;
  if (sql !== undefined && sql.length <= longestAdvice) return { code: 'guard.advice_instead', facts: { sql } };
  const code = byWhy[finding.why];
  if (code !== undefined) return { code, facts: {} };
  return { code: finding.class === 'invalid' ? 'guard.advice_correct' : 'guard.advice_explain', facts: {} };
}

/** A longer statement than this is not repeated to who has just written it. */
const longestAdvice = 300;

/** The reading statement that shows what this one would have hit. */
function insteadOf(source: Source, range: Range): string | undefined {
  const head = at(source, range.from) === 'WITH' ? endOfWith(source, range) : range.from;
  if (head < 0) return undefined;
  const text = (from: number, to: number) => reemit(source.tokens.slice(from, to)).text;
  const named = (from: number) => text(from, nameEnd(source, from, range.to));
  const word = at(source, head);
  const second = at(source, head + 1);
  if (word === 'DELETE' && second === 'FROM')
    return [text(range.from, head), 'SELECT count(*)', text(head + 1, range.to)].join(' ').trim();
  if (word === 'UPDATE') {
    const condition = findWord(source, { from: head, to: range.to }, 'WHERE');
    const rest = condition < 0 ? '' : text(condition, range.to);
    return [text(range.from, head), 'SELECT count(*) FROM', named(head + 1), rest].filter(Boolean).join(' ');
  }
  if (word === 'VACUUM' || word === 'FSCK') return `${text(head, range.to)} DRY RUN`;
  if (word === 'TRUNCATE') return `SELECT count(*) FROM ${named(head + 2)}`;
  if (word === 'DROP' && second === 'TABLE') {
    const name = at(source, head + 2) === 'IF' ? head + 4 : head + 2;
    return nameEnd(source, name, range.to) > name ? `SHOW CREATE TABLE ${named(name)}` : undefined;
  }
  if (word === 'RESTORE') return `DESCRIBE HISTORY ${named(second === 'TABLE' ? head + 2 : head + 1)}`;
  if (word === 'MERGE') return `EXPLAIN ${text(range.from, range.to)}`;
  return undefined;
}
