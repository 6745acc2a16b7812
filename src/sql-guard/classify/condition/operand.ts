import { words } from '../../words.ts';
import { nameAt } from '../name-at.ts';
import { at, type Range, step } from '../source.ts';
import { bare } from './split.ts';
import { ownQualifier, type Subject } from './subject.ts';

/** Functions that Spark lets one call without brackets. */
export const niladic = words(
  'CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURRENT_CATALOG CURRENT_DATABASE CURRENT_SCHEMA ' +
    'SESSION_USER USER LOCALTIME LOCALTIMESTAMP',
);

export const sameSign: Readonly<Record<string, string>> = { '==': '=', '!=': '<>', '!<': '>=', '!>': '<=' };

/** An expression in one spelling: names without case, quotes and the table's own name, no needless brackets. */
export function spelled(subject: Subject, range: Range): string {
  const { source } = subject;
  const { from, to } = bare(subject, range);
  const words: string[] = [];
  for (let index = at(source, from) === '+' ? from + 1 : from; index < to; ) {
    index += ownQualifier(subject, index);
    const inner = onlyTokenIn(subject, index);
    words.push(tokenText(subject, inner >= 0 ? inner : index));
    index = inner >= 0 || isEmptyCall(subject, index) ? step(source, inner >= 0 ? index : index + 1) : index + 1;
  }
  return words.join(' ');
}

/** `(a)` and `((a))`: the place of `a`; -1 where more stands in the brackets, or a function before them. */
function onlyTokenIn({ source }: Subject, open: number): number {
  if (at(source, open) !== '(') return -1;
  const before = source.tokens[open - 1];
  if (before?.kind === 'name' || (before?.kind === 'word' && !beforeBracket.has(before.upper))) return -1;
  const { from, to } = bare({ source }, { from: open, to: step(source, open) });
  return to === from + 1 ? from : -1;
}

const beforeBracket = words('AND OR NOT LIKE ILIKE RLIKE BETWEEN DIV WHEN THEN ELSE CASE');

/** `user()` is `user`. */
function isEmptyCall({ source }: Subject, index: number): boolean {
  return niladic.has(at(source, index)) && at(source, index + 1) === '(' && at(source, index + 2) === ')';
}

function tokenText({ source }: Subject, index: number): string {
  const token = source.tokens[index];
  if (token === undefined) return '';
  if (token.kind === 'symbol') return sameSign[token.text] ?? token.text;
  const plain = token.kind === 'string' ? /^(["'])([^"'\\]*)\1$/.exec(token.text)?.[2] : undefined;
  return plain === undefined ? (token.kind === 'string' ? token.text : nameAt(source, index)) : `'${plain}'`;
}
