import { words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { hiddenSqlIn } from './hidden-sql.ts';
import { nameAt } from './name-at.ts';
import { plainQueryAt } from './query.ts';
import { queryHeads } from './query-heads.ts';
import { at, nameEnd, type Range, type Source, step } from './source.ts';

/** Formats that are files of rows. Others, and classes, reach other systems or run code of their own. */
const formats = words('delta iceberg parquet csv json orc avro text xml binaryfile');
const hiveFormats = words('textfile sequencefile rcfile orc parquet avro');

/** What the clauses behind the name of a new table, view, schema or volume do besides making it. */
export function clausesAt(source: Source, { from, to }: Range): Finding {
  let worst = found('READS', from);
  for (let index = from; index < to; index = step(source, index)) {
    if (at(source, index - 1) === '.') continue;
    const word = at(source, index);
    if (queryHeads.has(word) && word !== '(') return worst;
    if (word === 'AS') {
      // `STORED AS x`, `NULL DEFINED AS 'x'`, `VERSION AS OF 3`.
      if (at(source, index + 1) === 'OF' || ['STORED', 'DEFINED'].includes(at(source, index - 1))) continue;
      const isText = source.tokens[index + 1]?.kind === 'dollar';
      return isText ? worst : strictest(worst, plainQueryAt(source, { from: index + 1, to }));
    }
    worst = strictest(worst, clauseAt(source, { from: index, to }));
  }
  return worst;
}

function clauseAt(source: Source, { from, to }: Range): Finding {
  const next = at(source, from + 1);
  switch (at(source, from)) {
    case 'USING': {
      const isFormat = nameEnd(source, from + 1, to) === from + 2 && formats.has(nameAt(source, from + 1));
      return found(isFormat ? 'READS' : 'RUNS_CODE', from, from + 2);
    }
    case 'STORED': {
      const isFormat = next === 'AS' && hiveFormats.has(nameAt(source, from + 2));
      return found(isFormat ? 'READS' : 'RUNS_CODE', from, from + 3);
    }
    case 'OPTIONS':
      return found(next === '(' && hiddenSqlIn(source, from + 1).length > 0 ? 'RUNS_CODE' : 'READS', from, from + 2);
    case 'SERDE':
      return found('RUNS_CODE', from, from + 2);
    case 'FLOW':
      return found('ADMINISTERS', from, from + 3);
    default:
      return found('READS', from);
  }
}
