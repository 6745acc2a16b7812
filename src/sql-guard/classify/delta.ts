import { type Finding, found, strictest } from './finding.ts';
import { plainQueryAt } from './query.ts';
import { queryHeads } from './query-heads.ts';
import { at, nameEnd, type Range, type Source, stands, step } from './source.ts';

type Judge = (source: Source, range: Range) => Finding;

const modifiers: ReadonlySet<string> = new Set(['MATERIALIZED', 'STREAMING', 'FOREIGN', 'LIVE']);
const kinds: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA', 'DATABASE', 'CATALOG']);
const refreshOptions: ReadonlySet<string> = new Set(['FULL', 'SYNC', 'ASYNC']);
const partitions: ReadonlySet<string> = new Set(['DROP', 'SYNC', 'PRIVILEGES']);

/** Upkeep of tables: Delta's own statements, partitions, refreshing and caching. */
export const deltaHeads: readonly (readonly [string, Judge])[] = [
  ['RESTORE', (_source, { from }) => found('REPLACES', from)],
  ['REORG', (_source, { from }) => found('REMOVES', from)],
  ['CONVERT', (_source, { from }) => found('ADMINISTERS', from)],
  ['MSCK', (source, { from, to }) => repairAt(source, { from: from + 1, to })],
  ['REPAIR', repairAt],
  ['REFRESH', refreshAt],
  ['CACHE', cacheAt],
];

function repairAt(source: Source, { from, to }: Range): Finding {
  const target = nameEnd(source, from + 2, to);
  if (!stands(source, from, 'REPAIR', 'TABLE') || target === from + 2) return found('UNKNOWN_STATEMENT', from);
  // SYNC METADATA brings Unity Catalog up to date with the Delta log; SYNC PARTITIONS drops those without files.
  const isMetadata = stands(source, target, 'SYNC', 'METADATA') && target + 2 === to;
  const adds = target === to || isMetadata || stands(source, target, 'ADD', 'PARTITIONS');
  if (adds) return found('ADDS', from, from + 2);
  const action = at(source, target);
  if (!partitions.has(action)) return found('UNKNOWN_STATEMENT', target);
  return found(action === 'PRIVILEGES' ? 'ADMINISTERS' : 'REMOVES', target, target + 2);
}

/** `REFRESH [kind of object] name|'path' [FULL] [SYNC|ASYNC]`. Spark would take any junk for a path. */
function refreshAt(source: Source, { from, to }: Range): Finding {
  let name = from + 1;
  // An object may be called like a kind of object: then it is the last word, or a kind stands before it.
  while (modifiers.has(at(source, name)) && name + 1 < to) name++;
  if (kinds.has(at(source, name)) && name + 1 < to) name++;
  const end = source.tokens[name]?.kind === 'string' ? name + 1 : nameEnd(source, name, to);
  const options = source.tokens.slice(end, to).map((token) => token.upper);
  if (end === name || options.some((word) => !refreshOptions.has(word))) return found('UNKNOWN_STATEMENT', from);
  return options.includes('FULL') ? found('REMOVES', end + options.indexOf('FULL')) : found('ADDS', from);
}

/** `CACHE SELECT` warms the disk cache; `CACHE [LAZY] TABLE name [options] [AS query]` makes a table of the session. */
function cacheAt(source: Source, { from, to }: Range): Finding {
  const table = at(source, from + 1) === 'LAZY' ? from + 2 : from + 1;
  if (at(source, table) === 'TABLE') {
    const name = nameEnd(source, table + 1, to);
    const options = at(source, name) === 'OPTIONS' ? step(source, name + 1) : name;
    const query = at(source, options) === 'AS' ? options + 1 : options;
    if (name === table + 1) return found('UNKNOWN_STATEMENT', from);
    const made = found('ADDS', from, table + 1);
    return query === to ? made : strictest(made, queryOrUnknown(source, { from: query, to }));
  }
  return queryOrUnknown(source, { from: from + 1, to });
}

function queryOrUnknown(source: Source, range: Range): Finding {
  const head = at(source, range.from);
  const isQuery = range.from < range.to && (queryHeads.has(head) || head === 'WITH');
  return isQuery ? plainQueryAt(source, range) : found('UNKNOWN_STATEMENT', range.from);
}
