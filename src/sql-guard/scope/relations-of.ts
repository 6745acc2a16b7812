import { at, findWord, type Source, stands } from '../classify/source.ts';
import { endOfWith } from '../classify/with.ts';
import { type Relation, relationAt } from './relation.ts';
import { relationsFrom } from './relations.ts';

const queries: ReadonlySet<string> = new Set(
  'SELECT WITH FROM VALUES TABLE ( INSERT DELETE DECLARE SET CACHE'.split(' '),
);
/** Of these, the words after the head up to the name are kinds of objects and options. */
const named: ReadonlySet<string> = new Set('OPTIMIZE ANALYZE REFRESH UNDROP MSCK REPAIR FSCK VACUUM ALTER'.split(' '));
const beforeName: ReadonlySet<string> = new Set(
  'REPAIR TABLE DETAIL HISTORY EXTENDED FORMATTED STREAMING MATERIALIZED VIEW'.split(' '),
);
const withoutTable: ReadonlySet<string> = new Set(
  'FUNCTION SCHEMA DATABASE CATALOG VOLUME CONNECTION SHARE RECIPIENT PROVIDER CREDENTIAL EXTERNAL STORAGE SERVICE NAMESPACE'.split(
    ' ',
  ),
);
const showsTable: ReadonlySet<string> = new Set([
  'COLUMNS',
  'CREATE',
  'PARTITIONS',
  'TBLPROPERTIES',
  'GRANT',
  'GRANTS',
]);
const writes: ReadonlySet<string> = new Set(['UPDATE', 'MERGE', 'INSERT', 'DELETE']);
const copies: ReadonlySet<string> = new Set(['LIKE', 'CLONE']);
const elsewhere: ReadonlySet<string> = new Set(['LOCATION', 'OPTIONS']);

/** Every table that a statement names; undefined where that cannot be told from its words. */
export function relationsOf(source: Source): readonly Relation[] | undefined {
  let from = 0;
  while (at(source, from) === 'EXPLAIN')
    from += /^(EXTENDED|FORMATTED|CODEGEN|COST|LOGICAL)$/.test(at(source, from + 1)) ? 2 : 1;
  const head = at(source, from);
  // The targets of a write behind WITH cannot be told from its common tables.
  if (head === 'WITH' && writes.has(at(source, endOfWith(source, { from, to: source.tokens.length }))))
    return undefined;
  if (queries.has(head)) return relationsFrom(source, from);
  if (head === 'MERGE') return relationsFrom(source, from, true);
  if (head === 'UPDATE')
    return [relationAt(source, from + 1), ...relationsFrom(source, relationAt(source, from + 1).to)];
  if (head === 'DESCRIBE' || head === 'DESC') return described(source, from + 1);
  if (head === 'SHOW') return shown(source, from + 1);
  if (head === 'CREATE') return created(source, from + 1);
  if (head === 'USE' || head === 'COMMIT' || head === 'ROLLBACK' || stands(source, from, 'BEGIN', 'TRANSACTION'))
    return [];
  if (stands(source, from, 'COMMENT', 'ON', 'TABLE')) return [relationAt(source, from + 3)];
  return named.has(head) ? [nameAfter(source, from + 1)] : undefined;
}

function nameAfter(source: Source, from: number): Relation {
  let index = from;
  while (beforeName.has(at(source, index)) && at(source, index + 1) !== '.' && index + 1 < source.tokens.length)
    index++;
  return relationAt(source, index);
}

function described(source: Source, from: number): readonly Relation[] {
  if (withoutTable.has(at(source, from))) return [];
  if (at(source, from) === 'QUERY') return relationsFrom(source, from + 1);
  return queries.has(at(source, from)) && at(source, from) !== 'TABLE'
    ? relationsFrom(source, from)
    : [nameAfter(source, from)];
}

function shown(source: Source, from: number): readonly Relation[] | undefined {
  const what = at(source, from);
  if (!showsTable.has(what)) return [];
  if (what === 'COLUMNS') {
    const table = relationAt(source, from + 2);
    return table.to === source.tokens.length ? [table] : undefined;
  }
  const on = findWord(source, { from, to: source.tokens.length }, new Set(['ON']));
  if (what.startsWith('GRANT')) return on < 0 || at(source, on + 1) !== 'TABLE' ? [] : [relationAt(source, on + 2)];
  return [relationAt(source, what === 'CREATE' ? from + 2 : from + 1)];
}

/** A new table or view, what it is a copy of, and what its query reads. Files of other places cannot be judged. */
function created(source: Source, from: number): readonly Relation[] | undefined {
  const to = source.tokens.length;
  const object = findWord(source, { from, to: Math.min(to, from + 6) }, new Set(['TABLE', 'VIEW']));
  if (object < 0 || findWord(source, { from: object, to }, elsewhere) >= 0) return undefined;
  const isOfSession =
    /^(TEMP|TEMPORARY|GLOBAL)$/.test(at(source, from)) || /^(TEMP|TEMPORARY|GLOBAL)$/.test(at(source, from + 2));
  const name = relationAt(source, stands(source, object + 1, 'IF', 'NOT', 'EXISTS') ? object + 4 : object + 1);
  const copy = findWord(source, { from: name.to, to }, copies);
  return [
    ...(isOfSession ? [] : [name]),
    ...(copy < 0 ? [] : [relationAt(source, copy + 1)]),
    ...relationsFrom(source, name.to),
  ];
}
