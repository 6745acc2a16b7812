import { at, type Source, stands } from '../classify/source.ts';
import { endOfWith } from '../classify/with.ts';
import { words } from '../words.ts';
import { created } from './created.ts';
import { type Relation, targetAt } from './relation.ts';
import { relationsFrom } from './relations.ts';
import { described, shown } from './shown.ts';
import { kept } from './upkeep.ts';

const queries = words('SELECT FROM VALUES TABLE ( INSERT DELETE MERGE DECLARE SET CACHE');
const modes = words('EXTENDED FORMATTED CODEGEN COST LOGICAL');

/** Every table that a statement names; undefined where that cannot be told from its words. */
export function relationsOf(source: Source): readonly Relation[] | undefined {
  const to = source.tokens.length;
  let from = 0;
  while (at(source, from) === 'EXPLAIN') from += modes.has(at(source, from + 1)) ? 2 : 1;
  if (at(source, from) !== 'WITH') return headed(source, from);
  const body = endOfWith(source, { from, to });
  const rest = body < 0 || body >= to ? undefined : headed(source, body);
  return rest && [...relationsFrom(source, { from, to: body }), ...rest];
}

function headed(source: Source, from: number): readonly Relation[] | undefined {
  const head = at(source, from);
  const to = source.tokens.length;
  if (queries.has(head)) return relationsFrom(source, { from, to }, head === 'MERGE');
  if (head === 'UPDATE') {
    const target = targetAt(source, from + 1);
    return [target, ...relationsFrom(source, { from: target.to, to })];
  }
  if (head === 'DESCRIBE' || head === 'DESC') return described(source, from + 1);
  if (head === 'SHOW') return shown(source, from + 1);
  if (head === 'CREATE') return created(source, from + 1);
  const namesNone =
    /^(USE|COMMIT|ROLLBACK)$/.test(head) ||
    stands(source, from, 'BEGIN', 'TRANSACTION') ||
    stands(source, from, 'CLEAR', 'CACHE') ||
    (head === 'DROP' && /^TEMP(ORARY)?$/.test(at(source, from + 1)) && /^VAR(IABLE)?$/.test(at(source, from + 2)));
  return namesNone ? [] : kept(source, from);
}
