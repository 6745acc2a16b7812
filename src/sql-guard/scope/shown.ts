import { at, findWord, nameEnd, type Source, stands } from '../classify/source.ts';
import { words } from '../words.ts';
import { type Relation, relationAt, unseen } from './relation.ts';
import { relationsFrom } from './relations.ts';

const queryHeads = words('SELECT WITH FROM VALUES (');
const details = words('EXTENDED FORMATTED');
const detailsAlone = words('DETAIL HISTORY EXTENDED FORMATTED');
/** Objects that are no tables. */
const otherKinds = words(
  'FUNCTION SCHEMA DATABASE CATALOG VOLUME CONNECTION SHARE RECIPIENT PROVIDER CREDENTIAL EXTERNAL STORAGE SERVICE ' +
    'NAMESPACE PROCEDURE METASTORE LOCATION',
);
/** SHOW of these lists names of objects. */
const listings = words(
  'TABLES TABLE VIEWS SCHEMAS DATABASES CATALOGS NAMESPACES FUNCTIONS VOLUMES CONNECTIONS SHARES RECIPIENTS PROVIDERS ' +
    'USERS GROUPS CREDENTIALS EXTERNAL STORAGE SERVICE CURRENT PROCEDURES COLLATIONS MATERIALIZED ALL USER SYSTEM ROLES ' +
    'VARIABLES LOCATIONS',
);

/** The table of a DESCRIBE, or those of the query in it. `from`: behind the word. */
export function described(source: Source, from: number): readonly Relation[] {
  const to = source.tokens.length;
  const isKeyword = (index: number) => at(source, index + 1) !== '.' && index + 1 < to;
  if (isKeyword(from) && isOtherKind(source, from) && at(source, from + 1) !== 'AS') return [];
  const query = at(source, from) === 'QUERY' ? from + 1 : from;
  if (isKeyword(query) && (queryHeads.has(at(source, query)) || (query > from && at(source, query) === 'TABLE'))) {
    const found = relationsFrom(source, { from: query, to });
    // `DESCRIBE from a.b`: a column of a table that is called `from`.
    return nameEnd(source, query + 1, to) === to ? [...found, unseen(query)] : found;
  }
  let name = at(source, from) === 'TABLE' && isKeyword(from) ? from + 1 : from;
  const words = name > from ? details : detailsAlone;
  if (words.has(at(source, name)) && isKeyword(name)) name++;
  return [{ ...relationAt(source, name), isStored: true }];
}

/** Whether a kind of object stands there that is no table: `EXTERNAL LOCATION l`; `DESCRIBE location t` has a table of that name. */
function isOtherKind(source: Source, index: number): boolean {
  const [word, next] = [at(source, index), at(source, index + 1)];
  if (word === 'EXTERNAL') return next === 'LOCATION' || next === 'METADATA';
  if (word === 'STORAGE' || word === 'SERVICE') return next === 'CREDENTIAL';
  return word !== 'LOCATION' && word !== 'METASTORE' && otherKinds.has(word);
}

/** The table of a SHOW; none where it lists names. Undefined where that cannot be told. */
export function shown(source: Source, from: number): readonly Relation[] | undefined {
  const what = at(source, from);
  const to = source.tokens.length;
  // Where the tables are and what they hold, and not only their names.
  if (what === 'TABLE' && at(source, from + 1) === 'EXTENDED') return [allOf(source, from + 2)];
  if (listings.has(what)) return [];
  if (what === 'COLUMNS') {
    const table = relationAt(source, from + 2);
    return table.to === to ? [table] : undefined;
  }
  if (what === 'PARTITIONS' || what === 'TBLPROPERTIES') return [relationAt(source, from + 1)];
  if (what === 'CREATE')
    return /^(TABLE|VIEW)$/.test(at(source, from + 1)) ? [relationAt(source, from + 2)] : undefined;
  if (what !== 'GRANT' && what !== 'GRANTS') return undefined;
  const place = findWord(source, { from, to }, 'ON');
  if (place < 0) return [];
  const isOther = otherKinds.has(at(source, place + 1)) && !stands(source, place + 2, '.') && place + 2 < to;
  const isTable = /^(TABLE|VIEW)$/.test(at(source, place + 1)) && nameEnd(source, place + 2, to) > place + 2;
  return isOther ? [] : [relationAt(source, isTable ? place + 2 : place + 1)];
}

/** Every table of the schema behind `IN`, or of the current one. */
function allOf(source: Source, index: number): Relation {
  if (!/^(IN|FROM)$/.test(at(source, index))) return { at: index, to: index + 1, parts: ['*'], isStored: true };
  const schema = relationAt(source, index + 1);
  return { ...schema, parts: schema.parts && [...schema.parts, '*'], isStored: true };
}
