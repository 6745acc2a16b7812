import type { Token } from '../token.ts';
import { effectsOf } from './effects.ts';
import { type Finding, found, strictest } from './finding.ts';
import { beginsScript, scriptAt } from './script.ts';
import { at, findWord, type Range, type Source, sourceOf } from './source.ts';
import { statementAt } from './statement.ts';

export type Classified = {
  readonly finding: Finding;
  /** The statements of the text, without their semicolons. A script is one. */
  readonly statements: readonly Range[];
  /** The first call of an `ai_*` function; -1 where there is none. */
  readonly ai: number;
};

/** The class of a text: that of the strictest statement in it. Undefined where there is none. */
export function classify(tokens: readonly Token[]): Classified | undefined {
  const source = sourceOf(tokens);
  const { findings, ai } = effectsOf(source);
  const statements: Range[] = [];
  let worst: Finding | undefined;
  for (let from = 0; from < tokens.length; ) {
    if (at(source, from) === ';') {
      from++;
      continue;
    }
    const { finding, to } = nextStatement(source, from);
    statements.push({ from, to });
    worst = worst === undefined ? finding : strictest(worst, finding);
    from = to;
  }
  if (worst === undefined) return undefined;
  // One by one: a long text has more findings than a call may have arguments.
  return { finding: findings.reduce((one, other) => strictest(one, other), worst), statements, ai };
}

function nextStatement(source: Source, from: number): { finding: Finding; to: number } {
  const all = { from, to: source.tokens.length };
  if (beginsScript(source, all)) {
    const script = scriptAt(source, all);
    if (script === undefined || !isEnd(source, script.end))
      return { finding: found('BROKEN_SCRIPT', from), to: all.to };
    return { finding: strictest(script.finding, ...shapeFindings(source, { from, to: script.end })), to: script.end };
  }
  const procedure = at(source, from) === 'CREATE' ? procedureEnd(source, from) : from;
  // Where its script cannot be read, no later statement can be told from it.
  if (procedure < 0) return { finding: found('BROKEN_SCRIPT', from), to: all.to };
  const to = semicolonAfter(source, procedure);
  return { finding: strictest(statementAt(source, { from, to }), ...shapeFindings(source, { from, to })), to };
}

function semicolonAfter(source: Source, from: number): number {
  let index = from;
  while (!isEnd(source, index)) index++;
  return index;
}

function isEnd(source: Source, index: number): boolean {
  return index >= source.tokens.length || at(source, index) === ';';
}

/** Of a CREATE: a procedure holds a script with semicolons of its own; -1 where that cannot be read. */
function procedureEnd(source: Source, from: number): number {
  const object = at(source, from + 1) === 'OR' ? from + 3 : from + 1;
  if (at(source, object) !== 'PROCEDURE') return from;
  // Before the body stands no semicolon.
  const body = findWord(source, { from, to: semicolonAfter(source, from) }, 'BEGIN');
  if (body < 0) return from;
  return scriptAt(source, { from: body, to: source.tokens.length })?.end ?? -1;
}

/** Brackets without a partner, and bodies in dollar quotes where none may stand. */
function shapeFindings(source: Source, { from, to }: Range): readonly Finding[] {
  const findings: Finding[] = [];
  // A body in dollar quotes follows the AS of a CREATE or an ALTER.
  let defines = false;
  for (let index = from; index < to && findings.length === 0; index++) {
    const token = source.tokens[index];
    if (token?.upper === ';') defines = false;
    else if (token?.upper === 'CREATE' || token?.upper === 'ALTER') defines = true;
    if (token?.kind === 'dollar' && !(defines && at(source, index - 1) === 'AS'))
      findings.push(found('DOLLAR_QUOTE', index));
    const partner = source.partner[index] ?? -1;
    const isBracket = token !== undefined && '()[]'.includes(token.upper) && token.upper !== '';
    if (isBracket && (partner < from || partner >= to)) findings.push(found('UNBALANCED', index));
  }
  return findings;
}
