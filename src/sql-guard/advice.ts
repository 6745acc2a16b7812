import type { MessageCode } from '../messages/say.ts';
import type { Classified } from './classify/classify.ts';
import type { Finding } from './classify/finding.ts';
import { at, sourceOf } from './classify/source.ts';
import { insteadOf } from './instead.ts';
import type { Problem } from './look.ts';
import { lesser, neededPolicy, type Rules } from './policy.ts';
import type { Token } from './token.ts';
import type { Advice, RefusalCode } from './verdict.ts';
import { words } from './words.ts';

const byCode: Partial<Record<RefusalCode, MessageCode>> = {
  EMPTY_STATEMENT: 'guard.advice_reads',
  UNKNOWN_STATEMENT: 'guard.advice_reads',
  MULTIPLE_STATEMENTS: 'guard.advice_one_at_a_time',
  AI_FUNCTION: 'guard.advice_administrator',
  POLICY_UNREADABLE: 'guard.advice_administrator',
  RUNS_CODE: 'guard.advice_administrator',
  MOVES_FILES: 'guard.advice_administrator',
  ADMINISTERS: 'guard.advice_administrator',
  FUNCTION_REACHES_OUT: 'guard.advice_leave_out',
  RUNS_HIDDEN_SQL: 'guard.advice_send_itself',
};

/** Whether a statement, or one that has been split, only reads and may run by the same rules. */
export type Reads = (sql: string | readonly Token[]) => boolean;

/** What helps with a problem. */
export function adviceFor(problem: Problem, rules: Rules, reads: Reads): Advice {
  const { code, judged, advice } = problem;
  const plain = byCode[code];
  if (advice !== undefined) return advice;
  if (plain !== undefined) return { code: plain, facts: {} };
  if (judged === undefined || problem.class === 'invalid') return { code: 'guard.advice_correct', facts: {} };
  return adviceInstead(judged.tokens, judged.classified, rules, reads);
}

/** A longer statement than this is not repeated to who has just written it. */
const longestAdvice = 300;

/** Of a statement that would change something. */
function adviceInstead(
  tokens: readonly Token[],
  { finding, statements }: Classified,
  rules: Rules,
  reads: Reads,
): Advice {
  const source = sourceOf(tokens);
  const [range = { from: 0, to: 0 }] = statements;
  const policy = settable(finding, rules);
  if (policy === undefined) {
    const sql = insteadOf(source, range).find((one) => one.length <= longestAdvice && runs(one, rules) && reads(one));
    if (sql !== undefined) return { code: 'guard.advice_instead', facts: { sql } };
  }
  const isShort = range.to - range.from <= longestExplained;
  const explains =
    isShort &&
    runs(explain.upper, rules) &&
    explained.has(at(source, range.from)) &&
    reads([explain, ...tokens.slice(range.from, range.to)]);
  if (policy !== undefined) {
    return { code: explains ? 'guard.advice_setting' : 'guard.advice_setting_alone', facts: { policy } };
  }
  return { code: explains ? 'guard.advice_explain' : 'guard.advice_administrator', facts: {} };
}

/** Whether the workspace that is meant can compute it. */
function runs(sql: string, { isLocal }: Rules): boolean {
  return isLocal !== true || !/^(DESCRIBE HISTORY|VACUUM|FSCK)\b/.test(sql);
}

/** In tokens. Nobody reads the plan of a longer one, and judging it once more takes its time. */
const longestExplained = 2000;

/** What EXPLAIN has a plan for, besides queries: scripts and the upkeep of tables it does not take. */
const explained = words('WITH FROM INSERT UPDATE DELETE MERGE CREATE REPLACE');

const explain: Token = { kind: 'word', text: 'EXPLAIN', upper: 'EXPLAIN', start: 0, spaced: true };

/** The policy that would let a statement through, where a person may set it. */
function settable(finding: Finding, { ceiling = 'update' }: Rules): 'read' | 'write' | 'update' | undefined {
  const needed = neededPolicy(finding);
  return needed !== undefined && lesser(needed, ceiling) === needed ? needed : undefined;
}
