import { alterAt } from './alter.ts';
import { createAt } from './create.ts';
import { deltaHeads } from './delta.ts';
import { dropAt } from './drop.ts';
import { type Finding, found } from './finding.ts';
import { insertAt } from './insert.ts';
import { mergeAt } from './merge.ts';
import { putAt, simpleHeads } from './other-heads.ts';
import { queryAt, queryHeads } from './query.ts';
import { setAt } from './set.ts';
import { at, type Range, type Source, stands } from './source.ts';
import { updateAt } from './update.ts';
import { endOfWith } from './with.ts';

type Judge = (source: Source, range: Range) => Finding;

const heads: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ...[...queryHeads].map((head): [string, Judge] => [head, queryAt]),
  ...simpleHeads,
  ...deltaHeads,
  ['INSERT', insertAt],
  ['UPDATE', updateAt],
  ['MERGE', mergeAt],
  ['CREATE', createAt],
  ['ALTER', alterAt],
  ['DROP', dropAt],
  ['SET', setAt],
  ['PUT', putAt],
  ['DESCRIBE', describeAt],
  ['DESC', describeAt],
]);

/** What may follow a WITH list: a query, or a statement that changes rows. */
const afterWith: ReadonlySet<string> = new Set([...queryHeads, 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);

const explainModes: ReadonlySet<string> = new Set(['EXTENDED', 'FORMATTED', 'CODEGEN', 'COST', 'LOGICAL']);

/** One statement without a script around it. What is not known is refused. */
export function statementAt(source: Source, range: Range): Finding {
  let { from } = range;
  while (at(source, from) === 'EXPLAIN') {
    from += 1;
    if (explainModes.has(at(source, from))) from += 1;
  }
  const plain = plainStatementAt(source, { from, to: range.to });
  if (from === range.from) return plain;
  // Spark resolves these two while it plans, which runs them; everything else it only plans.
  return plain.class === 'invalid' || plain.why === 'RUNS_HIDDEN_SQL' ? plain : found('READS', range.from);
}

function plainStatementAt(source: Source, range: Range): Finding {
  const { from, to } = range;
  if (at(source, from) !== 'WITH') return headAt(source, range);
  const body = endOfWith(source, range);
  if (body < 0 || body >= to || !afterWith.has(at(source, body))) return found('UNKNOWN_STATEMENT', from);
  return headAt(source, { from: body, to });
}

function headAt(source: Source, range: Range): Finding {
  const judge = range.from < range.to ? heads.get(at(source, range.from)) : undefined;
  return judge === undefined ? found('UNKNOWN_STATEMENT', range.from) : judge(source, range);
}

function describeAt(source: Source, { from, to }: Range): Finding {
  const start = stands(source, from + 1, 'QUERY') ? from + 2 : from + 1;
  if (at(source, start) === 'WITH') return plainStatementAt(source, { from: start, to });
  return queryAt(source, { from, to });
}
