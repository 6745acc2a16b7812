import { at, findWord, type Source, stands } from '../classify/source.ts';
import { referencesIn } from './references.ts';
import { type Relation, targetAt } from './relation.ts';
import { relationsFrom } from './relations.ts';

const tables: readonly (readonly string[])[] = [['MATERIALIZED', 'VIEW'], ['STREAMING', 'TABLE'], ['TABLE'], ['VIEW']];
/** What may stand between the head and the table that it names. */
const forms: Readonly<Record<string, readonly (readonly string[])[]>> = {
  OPTIMIZE: [[]],
  VACUUM: [[]],
  ANALYZE: [['TABLE']],
  REFRESH: [...tables, []],
  UNDROP: tables,
  ALTER: tables,
  MSCK: [['REPAIR', 'TABLE']],
  REPAIR: [['TABLE']],
  FSCK: [['REPAIR', 'TABLE']],
  UNCACHE: [['TABLE', 'IF', 'EXISTS'], ['TABLE']],
  COMMENT: [
    ['ON', 'TABLE'],
    ['ON', 'VIEW'],
    ['ON', 'COLUMN'],
  ],
};

/** The table of a statement about one table, and those that the rest of it names; undefined where it is about another object. */
export function kept(source: Source, from: number): readonly Relation[] | undefined {
  const to = source.tokens.length;
  const words = forms[at(source, from)]?.find(
    (form) => stands(source, from + 1, ...form) && at(source, from + form.length + 1) !== '.',
  );
  if (words === undefined) return undefined;
  const name = targetAt(source, from + 1 + words.length);
  const rest = { from: name.to, to };
  // `REFRESH FOREIGN CATALOG c`: the name would be one of these words.
  if (at(source, from) === 'REFRESH' && name.to < to && !/^(SYNC|ASYNC|FULL)$/.test(at(source, name.to)))
    return undefined;
  // A partition can be laid over files of any place.
  if (findWord(source, rest, 'LOCATION') >= 0) return undefined;
  const table = words[1] === 'COLUMN' ? { ...name, parts: name.parts?.slice(0, -1) } : name;
  return [table, ...referencesIn(source, rest), ...relationsFrom(source, rest)];
}
