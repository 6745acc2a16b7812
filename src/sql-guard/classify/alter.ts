import { type Words, words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { queryHeads } from './query-heads.ts';
import { at, nameEnd, type Range, type Source, step } from './source.ts';
import { strayIn } from './stray.ts';

const governed = words(
  'CATALOG SCHEMA DATABASE NAMESPACE VOLUME SHARE CONNECTION RECIPIENT PROVIDER CREDENTIAL STORAGE SERVICE EXTERNAL ' +
    'GROUP USER ROLE POLICY MATERIALIZED STREAMING FUNCTION PROCEDURE SERVER MODEL INDEX FOREIGN LOCATION FLOW METASTORE',
);

/** Of a table: adding columns, constraints and partitions. */
const addable = words('COLUMN COLUMNS CONSTRAINT PARTITION PARTITIONS IF PRIMARY FOREIGN CHECK UNIQUE');

export function alterAt(source: Source, { from, to }: Range): Finding {
  const object = at(source, from + 1);
  if (governed.has(object)) return found('ADMINISTERS', from, from + 2);
  if (object !== 'TABLE' && object !== 'VIEW') return found('UNKNOWN_STATEMENT', from, from + 2);
  const name = nameEnd(source, from + 2, to);
  if (name === from + 2 || name >= to) return found('UNKNOWN_STATEMENT', from, from + 2);
  if (object === 'VIEW') return viewAction(source, name);
  const first = tableAction(source, { from: name, to });
  return strictest(first, ...laterActions(source, { from: name, to }), strayIn(source, { from: name, to }) ?? first);
}

/** What may stand behind a comma, or where a comma should be. The first action is among them, which changes nothing. */
const laterPairs: Readonly<Record<string, Words>> = {
  DROP: words('COLUMN COLUMNS PARTITION CONSTRAINT FEATURE PRIMARY FOREIGN ROW MASK IF'),
  RENAME: words('COLUMN TO'),
  REPLACE: words('COLUMNS'),
  SET: words('LOCATION TBLPROPERTIES TAGS TAG ROW MASK OWNER SERDE SERDEPROPERTIES MANAGED'),
  UNSET: words('TBLPROPERTIES TAGS TAG MANAGED'),
  OWNER: words('TO'),
};

function laterActions(source: Source, { from, to }: Range): readonly Finding[] {
  const findings: Finding[] = [];
  for (let index = from; index < to; index = step(source, index)) {
    const isPair = laterPairs[at(source, index)]?.has(at(source, index + 1)) === true;
    if (isPair && at(source, index - 1) !== '.') findings.push(tableAction(source, { from: index, to }));
  }
  return findings;
}

function viewAction(source: Source, index: number): Finding {
  const word = at(source, index);
  if (word === 'WITH' && at(source, index + 1) === 'SCHEMA') return found('ADMINISTERS', index, index + 2);
  return found(word === 'AS' || word === 'WITH' || queryHeads.has(word) ? 'REPLACES' : 'ADMINISTERS', index);
}

function tableAction(source: Source, { from, to }: Range): Finding {
  const index = at(source, from) === 'PARTITION' ? step(source, from + 1) : from;
  const [word, next] = [at(source, index), at(source, index + 1)];
  const pair = (why: Parameters<typeof found>[0]) => found(why, index, index + 2);
  switch (word) {
    case 'ADD': {
      const mask = maskIn(source, { from: index + 2, to });
      if (mask >= 0) return found('ADMINISTERS', mask, mask + 2);
      return pair(addable.has(next) ? 'ADDS' : 'UNKNOWN_STATEMENT');
    }
    case 'ALTER':
    case 'CHANGE':
      return columnAction(source, { from: index + 1, to });
    case 'CLUSTER':
      return pair(next === 'BY' ? 'ADDS' : 'UNKNOWN_STATEMENT');
    case 'RECOVER':
      return pair(next === 'PARTITIONS' ? 'ADDS' : 'UNKNOWN_STATEMENT');
    case 'DROP':
      return pair(next === 'ROW' ? 'ADMINISTERS' : 'REMOVES');
    case 'REPLACE':
      return pair('REPLACES');
    case 'SET':
      return pair(next === 'LOCATION' ? 'REPLACES' : 'ADMINISTERS');
    default:
      return administering.has(word) ? pair('ADMINISTERS') : found('UNKNOWN_STATEMENT', index);
  }
}

const administering = words('RENAME UNSET OWNER ENABLE DISABLE INHERIT DEFAULT');

const beforeColumn = words('COLUMN COLUMNS CONSTRAINT EXISTS AFTER DEFAULT ( , < . : = AND OR');

/** The mask of a new column: `ADD COLUMN a INT MASK f`, `ADD COLUMNS (a INT MASK f)`; -1 where there is none. */
function maskIn(source: Source, { from, to }: Range): number {
  for (let index = from; index < to; index++) {
    const next = source.tokens[index + 1];
    const isMask = at(source, index) === 'MASK' && !beforeColumn.has(at(source, index - 1));
    if (isMask && index + 1 < to && (next?.kind === 'word' || next?.kind === 'name')) return index;
  }
  return -1;
}

/** Comment, type, default and order of a column are harmless; its mask and its tags are security. */
function columnAction(source: Source, { from, to }: Range): Finding {
  for (let index = from; index < to; index = step(source, index)) {
    const [word, next] = [at(source, index), at(source, index + 1)];
    const changes = word === 'SET' || word === 'DROP' || word === 'UNSET';
    if (changes && (next === 'MASK' || next === 'TAGS' || next === 'TAG'))
      return found('ADMINISTERS', index, index + 2);
  }
  return from < to ? found('ADDS', from - 1, from + 1) : found('UNKNOWN_STATEMENT', from - 1);
}
