import { type Classified, classify } from './classify/classify.ts';
import type { StatementClass } from './classify/finding.ts';
import { allows, type Rules } from './policy.ts';
import { reemit } from './reemit.ts';
import { type Defaults, scopeProblem } from './scope/scope-problem.ts';
import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';
import type { Advice, Allowed, RefusalCode } from './verdict.ts';

/** In bytes of UTF-8. */
export const lengthLimit = 500_000;

/** What stands in the way of a statement. */
export type Problem = {
  readonly verdict: 'refuse';
  readonly class: StatementClass;
  readonly code: RefusalCode;
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number;
  readonly words: string;
  /** Of a problem with tables, which are known where it is found. */
  readonly advice?: Advice;
  /** Of a statement whose class is the problem. */
  readonly judged?: { readonly tokens: readonly Token[]; readonly classified: Classified };
};

/** Classifies a statement, then asks the rules. Refuses everything unclear and never throws. */
export function look(text: string, rules: Rules, defaults: Defaults): Allowed | Problem {
  if (text.length > lengthLimit || Buffer.byteLength(text) > lengthLimit) return unreadable('TOO_LONG', 0);
  if (!text.isWellFormed()) return unreadable('NOT_TEXT', firstLoneSurrogate(text));
  const lexed = tokenize(text);
  if (lexed.outcome === 'untokenizable') return unreadable(lexed.why, lexed.at, excerpt(text.slice(lexed.at)));
  return lookAt(lexed.tokens, rules, defaults);
}

/** The same of a text that has been split. */
export function lookAt(tokens: readonly Token[], rules: Rules, defaults: Defaults): Allowed | Problem {
  const classified = classify(tokens);
  if (classified === undefined) return unreadable('EMPTY_STATEMENT', 0);
  const { scope } = rules;
  const problem = ruledOut(tokens, classified, rules) ?? (scope && outside(tokens, classified, scope, defaults));
  if (problem !== undefined) return problem;
  const [{ from, to } = { from: 0, to: 0 }] = classified.statements;
  return { verdict: 'allow', class: classified.finding.class, sent: reemit(tokens.slice(from, to)) };
}

function unreadable(code: RefusalCode, start: number, words = ''): Problem {
  return { verdict: 'refuse', class: 'invalid', code, start, words };
}

function ruledOut(tokens: readonly Token[], classified: Classified, rules: Rules): Problem | undefined {
  const { finding, statements, ai } = classified;
  const second = statements[1];
  if (rules.policy === 'none') return { ...refused(tokens, classified, 'POLICY_UNREADABLE', 0, 0), words: '' };
  if (second !== undefined) return refused(tokens, classified, 'MULTIPLE_STATEMENTS', second.from, second.from + 2);
  if (finding.why !== 'READS' && !allows(rules.policy, finding))
    return { ...refused(tokens, classified, finding.why, finding.from, finding.to), judged: { tokens, classified } };
  return ai >= 0 && rules.aiFunctions === 'refuse' ? refused(tokens, classified, 'AI_FUNCTION', ai, ai + 1) : undefined;
}

function refused(
  tokens: readonly Token[],
  { finding }: Classified,
  code: RefusalCode,
  from: number,
  to: number,
): Problem {
  const words = excerpt(reemit(tokens.slice(from, Math.max(to, from + 1))).text);
  return { verdict: 'refuse', class: finding.class, code, start: placeOf(tokens, from), words };
}

function outside(
  tokens: readonly Token[],
  { finding, statements }: Classified,
  scope: readonly string[],
  defaults: Defaults,
): Problem | undefined {
  const [{ from, to } = { from: 0, to: 0 }] = statements;
  const problem = scopeProblem(tokens.slice(from, to), scope, defaults);
  if (problem === undefined) return undefined;
  const { code, advice } = problem;
  const start = placeOf(tokens, from + problem.at);
  return { verdict: 'refuse', class: finding.class, code, start, words: excerpt(problem.words), advice };
}

/** Of a token; the end of the text where there is none. */
function placeOf(tokens: readonly Token[], index: number): number {
  const last = tokens.at(-1);
  return tokens[index]?.start ?? (last === undefined ? 0 : last.start + last.text.length);
}

const excerptLength = 40;

/** The first few characters, so that a refusal stays short whatever was sent. */
function excerpt(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  return line.length > excerptLength ? `${line.slice(0, excerptLength).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

function firstLoneSurrogate(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) return at;
    if (code > 0xffff) at++;
  }
  return 0;
}
