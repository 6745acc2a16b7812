import { words } from '../words.ts';
import { type Finding, found, strictest } from './finding.ts';
import { hiddenSqlIn } from './hidden-sql.ts';
import { plainQueryAt } from './query.ts';
import { at, nameEnd, type Range, type Source, stands, step } from './source.ts';

const modifiers = words('MATERIALIZED STREAMING FOREIGN LIVE');
const kinds = words('TABLE VIEW FUNCTION SCHEMA DATABASE CATALOG');
const refreshOptions = words('FULL SYNC ASYNC');
const partitions = words('DROP SYNC PRIVILEGES');

/** `[MSCK] REPAIR TABLE name [action]`. */
export function repairAt(source: Source, { from: head, to }: Range): Finding {
  const from = at(source, head) === 'MSCK' ? head + 1 : head;
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
export function refreshAt(source: Source, { from, to }: Range): Finding {
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
export function cacheAt(source: Source, { from, to }: Range): Finding {
  const table = at(source, from + 1) === 'LAZY' ? from + 2 : from + 1;
  if (at(source, table) === 'TABLE') {
    const name = nameEnd(source, table + 1, to);
    const options = at(source, name) === 'OPTIONS' ? step(source, name + 1) : name;
    const query = at(source, options) === 'AS' ? options + 1 : options;
    if (name === table + 1) return found('UNKNOWN_STATEMENT', from);
    const hidden = options > name ? hiddenSqlIn(source, name + 1) : [];
    const made = strictest(found('ADDS', from, table + 1), ...hidden);
    return query === to ? made : strictest(made, plainQueryAt(source, { from: query, to }));
  }
  return plainQueryAt(source, { from: from + 1, to });
}
