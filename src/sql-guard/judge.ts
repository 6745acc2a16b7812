import { type Advice, adviceFor } from './advice.ts';
import { classify } from './classify/classify.ts';
import type { StatementClass } from './classify/finding.ts';
import { allows, type Rules } from './policy.ts';
import { positionOf } from './position.ts';
import { reemit } from './reemit.ts';
import { type Defaults, scopeProblem } from './scope/scope-problem.ts';
import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';
import type { RefusalCode, Refused, Verdict } from './verdict.ts';

/** In bytes of UTF-8. */
export const lengthLimit = 500_000;

/**
 * Judges one statement: classifies first, then asks the rules. Refuses everything unclear and never throws.
 * `defaults` are the catalog and the schema that unqualified names stand in.
 */
export function judge(text: string, rules: Rules, defaults: Defaults = {}): Verdict {
  const refuse = (code: RefusalCode, at: number, words = '', about: About = {}): Refused => ({
    verdict: 'refuse',
    class: about.class ?? 'invalid',
    code,
    words,
    ...positionOf(text, at),
    advice: about.advice ?? { code: adviceOf[code] ?? 'guard.advice_correct', facts: {} },
  });
  if (text.length > lengthLimit || Buffer.byteLength(text) > lengthLimit) return refuse('TOO_LONG', 0);
  if (!text.isWellFormed()) return refuse('NOT_TEXT', firstLoneSurrogate(text));
  const lexed = tokenize(text);
  if (lexed.outcome === 'untokenizable') return refuse(lexed.why, lexed.at, excerpt(text.slice(lexed.at)));
  const { tokens } = lexed;
  const classified = classify(tokens);
  if (classified === undefined) return refuse('EMPTY_STATEMENT', 0);
  const { finding, statements, ai } = classified;
  const start = (index: number) => tokens[index]?.start ?? text.length;
  const [only, second] = statements;
  if (rules.policy === 'none') return refuse('POLICY_UNREADABLE', start(0), '', { class: finding.class });
  if (second !== undefined) {
    return refuse('MULTIPLE_STATEMENTS', start(second.from), wordsAt(tokens, second.from, second.from + 2), finding);
  }
  if (finding.why !== 'READS' && !allows(rules.policy, finding)) {
    const words = wordsAt(tokens, finding.from, finding.to);
    const advice = adviceFor(tokens, classified);
    return refuse(finding.why, start(finding.from), words, { class: finding.class, advice });
  }
  if (ai >= 0 && rules.aiFunctions === 'refuse') {
    return refuse('AI_FUNCTION', start(ai), wordsAt(tokens, ai, ai + 1), { class: finding.class });
  }
  const { from, to } = only ?? { from: 0, to: 0 };
  const outside = rules.scope && scopeProblem(tokens.slice(from, to), rules.scope, defaults);
  if (outside) {
    const about = { class: finding.class, advice: outside.advice };
    return refuse(outside.code, start(from + outside.at), excerpt(outside.words), about);
  }
  return { verdict: 'allow', class: finding.class, sent: reemit(tokens.slice(from, to)) };
}

type About = { readonly class?: StatementClass; readonly advice?: Advice };

const adviceOf: Partial<Record<RefusalCode, Advice['code']>> = {
  MULTIPLE_STATEMENTS: 'guard.advice_one_at_a_time',
  AI_FUNCTION: 'guard.advice_administrator',
  POLICY_UNREADABLE: 'guard.advice_administrator',
  EMPTY_STATEMENT: 'guard.advice_reads',
};

function wordsAt(tokens: readonly Token[], from: number, to: number): string {
  return excerpt(reemit(tokens.slice(from, Math.max(to, from + 1))).text);
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
