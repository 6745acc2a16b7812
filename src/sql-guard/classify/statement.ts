import { words } from '../words.ts';
import { alterAt } from './alter.ts';
import { createAt } from './create.ts';
import { declareAt } from './declare.ts';
import { cacheAt, refreshAt, repairAt } from './delta.ts';
import { dropAt } from './drop.ts';
import { type Finding, found, strictest } from './finding.ts';
import { describeAt, formedAt } from './formed.ts';
import { mergeAt } from './merge.ts';
import { loadAt, plainHeadAt, putAt } from './other-heads.ts';
import { insertStatementAt, queryAt, scanQuery } from './query.ts';
import { setAt } from './set.ts';
import { at, type Range, type Source } from './source.ts';
import { strayIn } from './stray.ts';
import { updateAt } from './update.ts';
import { endOfWith } from './with.ts';

type Judge = (source: Source, range: Range) => Finding;

const heads: Readonly<Record<string, Judge>> = {
  SELECT: queryAt,
  FROM: queryAt,
  VALUES: queryAt,
  TABLE: queryAt,
  '(': queryAt,
  INSERT: insertStatementAt,
  UPDATE: (source, range) => alone(updateAt, source, range),
  MERGE: (source, range) => alone(mergeAt, source, range),
  CREATE: createAt,
  ALTER: alterAt,
  DROP: dropAt,
  SET: setAt,
  PUT: putAt,
  LOAD: loadAt,
  DECLARE: declareAt,
  DESCRIBE: describeAt,
  DESC: describeAt,
  MSCK: repairAt,
  REPAIR: repairAt,
  REFRESH: refreshAt,
  CACHE: cacheAt,
};

/** Adds to a judge that no other statement may begin behind the head. */
function alone(judge: Judge, source: Source, range: Range): Finding {
  const stray = strayIn(source, { from: range.from + 1, to: range.to });
  return stray === undefined ? judge(source, range) : strictest(judge(source, range), stray);
}

/** What may follow a WITH list: a query, or a statement that changes rows. */
const afterWith = words('SELECT FROM VALUES TABLE ( INSERT UPDATE DELETE MERGE');

const explainModes = words('EXTENDED FORMATTED CODEGEN COST LOGICAL');

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
  return strictest(headAt(source, { from: body, to }), scanQuery(source, { from, to: body }));
}

function headAt(source: Source, range: Range): Finding {
  if (range.from >= range.to) return found('UNKNOWN_STATEMENT', range.from);
  const judge = heads[at(source, range.from)];
  if (judge !== undefined) return judge(source, range);
  return plainHeadAt(source, range) ?? formedAt(source, range) ?? found('UNKNOWN_STATEMENT', range.from);
}
