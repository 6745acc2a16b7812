import { words } from '../words.ts';
import { type Finding, found } from './finding.ts';
import { at, nameEnd, type Range, type Source, stands, step } from './source.ts';

/** What the query of an INSERT begins with. */
export const bodies = words('SELECT VALUES FROM TABLE WITH MAP REDUCE');
/** After `SELECT replace where` these tell that `where` is an alias. */
const ends = words(', ) ;');
const conditions = words('WHERE USING ON');

/** `INSERT [WITH SCHEMA EVOLUTION] INTO|OVERWRITE [TABLE] target … [REPLACE WHERE|USING|ON …] query`. */
export function insertAt(source: Source, { from, to }: Range): Finding {
  let index = from + 1;
  if (stands(source, index, 'WITH', 'SCHEMA', 'EVOLUTION')) index += 3;
  if (at(source, index) === 'OVERWRITE') return found('REPLACES', from, index + 1);
  if (at(source, index) !== 'INTO') return found('UNKNOWN_STATEMENT', from);
  const hasTable = at(source, index + 1) === 'TABLE' && nameEnd(source, index + 2, to) > index + 2;
  const made = hasTable ? targetAt(source, from, { from: index + 2, to }) : undefined;
  // The target may be called `table`.
  return made?.class === 'invalid' || made === undefined ? targetAt(source, from, { from: index + 1, to }) : made;
}

/** From the name of the target on; `head` is the place of the INSERT. */
function targetAt(source: Source, head: number, { from, to }: Range): Finding {
  if (at(source, from) === 'REPLACE' && conditions.has(at(source, from + 1))) return found('REPLACES', from, from + 2);
  const target = nameEnd(source, from, to);
  if (target === from) return found('UNKNOWN_STATEMENT', head, head + 2);
  for (let index = target; index < to; index = step(source, index)) {
    const word = at(source, index);
    if (source.tokens[index]?.kind === 'string') return found('UNKNOWN_STATEMENT', index);
    if (word === 'REPLACE') return found('REPLACES', index, index + 2);
    // `WITH (…)` holds options of the target, and begins no query.
    if (word === 'WITH' && at(source, index + 1) === '(') continue;
    // Any word may be the alias of the target, AS and SELECT too, when a REPLACE follows it.
    const isAlias =
      at(source, index + 1) === 'REPLACE' &&
      conditions.has(at(source, index + 2)) &&
      index + 3 < to &&
      !ends.has(at(source, index + 3));
    if (word === 'AS' && !isAlias) index++;
    else if (word === '(' ? isQuery(source, index) : bodies.has(word) && !isAlias) return found('ADDS', head, head + 2);
  }
  return found('UNKNOWN_STATEMENT', head, head + 2);
}

/** A query in brackets, and not a list of columns of which the first is called `select`. */
function isQuery(source: Source, open: number): boolean {
  let index = open;
  while (at(source, index) === '(') index++;
  return (
    bodies.has(at(source, index)) && !/^[),]?$/.test(at(source, index + 1) || (source.tokens[index + 1]?.text ?? ''))
  );
}
