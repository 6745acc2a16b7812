import { at, type Range, step } from '../source.ts';
import { coverAll } from './cover-all.ts';
import type { Literal, Truth } from './literal.ts';
import { spelled } from './operand.ts';
import { predicate } from './predicate.ts';
import { bare, split } from './split.ts';
import type { Subject } from './subject.ts';

/** Conditions inside conditions deeper than this are not looked into, and count as always true. */
const depthLimit = 40;

/** What is known of a condition, or of its opposite where `isDenied`. What names no column counts as always true. */
export function truthOf(subject: Subject, whole: Range, isDenied: boolean, depth: number): Truth {
  const { range, denied } = withoutNot(subject, whole, isDenied);
  if (range.from >= range.to || depth > depthLimit) return 'always';
  for (const word of ['OR', 'AND'] as const) {
    const parts = split(subject, range, word);
    if (parts.length === 1) continue;
    const truths = parts.map((part) => truthOf(subject, part, denied, depth + 1));
    const self: Literal = { text: spelled(subject, range), holds: !denied };
    // All parts of an OR must fail for it to fail, as all of an AND must hold.
    return (word === 'OR') === denied ? allOf(truths, self) : anyOf(truths, self);
  }
  const inner = behindNots(subject, range, denied);
  if (inner.range.from > range.from) return truthOf(subject, inner.range, inner.denied, depth + 1);
  return predicate(subject, range, denied, (part, isPartDenied) => truthOf(subject, part, isPartDenied, depth + 1));
}

function anyOf(truths: readonly Truth[], self: Literal): Truth {
  if (truths.includes('always')) return 'always';
  const literals = truths.flatMap((truth) => (typeof truth === 'string' ? [] : truth));
  if (literals.length === 0) return 'never';
  return coverAll(literals) ? 'always' : [...literals, self];
}

function allOf(truths: readonly Truth[], self: Literal): Truth {
  if (truths.includes('never')) return 'never';
  const [first, ...others] = truths.filter((truth) => truth !== 'always');
  if (first === undefined) return 'always';
  return others.length === 0 ? first : [self];
}

/** Takes off brackets around all of it, and a NOT before them. */
function withoutNot(subject: Subject, whole: Range, isDenied: boolean): { range: Range; denied: boolean } {
  const { source } = subject;
  let range = bare(subject, whole);
  let denied = isDenied;
  while (
    isNot(subject, range.from) &&
    at(source, range.from + 1) === '(' &&
    step(source, range.from + 1) === range.to
  ) {
    range = bare(subject, { from: range.from + 1, to: range.to });
    denied = !denied;
  }
  return { range, denied };
}

function behindNots(subject: Subject, { from, to }: Range, isDenied: boolean): { range: Range; denied: boolean } {
  let start = from;
  while (isNot(subject, start) && start + 1 < to) start++;
  return { range: { from: start, to }, denied: isDenied === ((start - from) % 2 === 0) };
}

function isNot({ source }: Subject, index: number): boolean {
  return at(source, index) === 'NOT' || at(source, index) === '!';
}
