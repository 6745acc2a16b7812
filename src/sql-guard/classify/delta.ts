import { type Finding, found } from './finding.ts';
import { queryAt, queryHeads } from './query.ts';
import { at, nameEnd, type Range, type Source, stands } from './source.ts';

type Judge = (source: Source, range: Range) => Finding;

const modifiers: ReadonlySet<string> = new Set(['MATERIALIZED', 'STREAMING', 'FOREIGN', 'LIVE']);
const kinds: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'FUNCTION', 'SCHEMA', 'DATABASE', 'CATALOG']);
const refreshOptions: ReadonlySet<string> = new Set(['FULL', 'SYNC', 'ASYNC']);
const partitions: ReadonlySet<string> = new Set(['DROP', 'SYNC', 'PRIVILEGES']);

/** Upkeep of tables: Delta's own statements, partitions, refreshing and caching. */
export const deltaHeads: readonly (readonly [string, Judge])[] = [
  ['OPTIMIZE', (_source, { from }) => found('ADDS', from)],
  ['GENERATE', (_source, { from }) => found('ADDS', from)],
  ['UNDROP', (_source, { from }) => found('ADDS', from)],
  ['COPY', (source, { from }) => found(at(source, from + 1) === 'INTO' ? 'ADDS' : 'UNKNOWN_STATEMENT', from, from + 2)],
  ['RESTORE', (_source, { from }) => found('REPLACES', from)],
  ['REORG', (_source, { from }) => found('REMOVES', from)],
  ['CONVERT', (_source, { from }) => found('ADMINISTERS', from)],
  ['VACUUM', vacuumAt],
  ['FSCK', fsckAt],
  ['MSCK', (source, { from, to }) => repairAt(source, { from: from + 1, to })],
  ['REPAIR', repairAt],
  ['REFRESH', refreshAt],
  ['CACHE', cacheAt],
];

function vacuumAt(source: Source, { from, to }: Range): Finding {
  const isPath = source.tokens[from + 1]?.kind === 'string';
  const target = isPath ? from + 2 : nameEnd(source, from + 1, to);
  const isDryRun = target > from + 1 && target <= to - 2 && stands(source, to - 2, 'DRY', 'RUN');
  return found(isDryRun ? 'READS' : 'REMOVES', from);
}

function fsckAt(source: Source, { from, to }: Range): Finding {
  if (!stands(source, from + 1, 'REPAIR', 'TABLE')) return found('UNKNOWN_STATEMENT', from);
  return found(to > from + 5 && stands(source, to - 2, 'DRY', 'RUN') ? 'READS' : 'REMOVES', from, from + 3);
}

function repairAt(source: Source, { from, to }: Range): Finding {
  const target = nameEnd(source, from + 2, to);
  if (!stands(source, from, 'REPAIR', 'TABLE') || target === from + 2) return found('UNKNOWN_STATEMENT', from);
  if (target === to || stands(source, target, 'ADD', 'PARTITIONS')) return found('ADDS', from, from + 2);
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

/** `CACHE SELECT` warms the disk cache; `CACHE [LAZY] TABLE name [AS query]` makes a table of the session. */
function cacheAt(source: Source, { from, to }: Range): Finding {
  const next = at(source, from + 1);
  if (next === 'TABLE' || (next === 'LAZY' && at(source, from + 2) === 'TABLE')) return found('ADDS', from, from + 2);
  return queryHeads.has(next) ? queryAt(source, { from: from + 1, to }) : found('UNKNOWN_STATEMENT', from);
}
