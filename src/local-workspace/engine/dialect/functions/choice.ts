import { unify, wantBoolean } from '../analyze/coerce.ts';
import { comparison } from '../analyze/predicates.ts';
import { quoteText } from '../analyze/typed.ts';
import { engineType, STRING, typeText } from '../types.ts';
import { argument, count, type Rule } from './rule.ts';

const spread =
  (engine: string, least: number): Rule =>
  (given) => {
    count(given, least, 200);
    const { values, type } = unify(given.args, given.name, given.at);
    return { sql: `${engine}(${values.map((value) => value.sql).join(', ')})`, type };
  };
const coalesce = spread('coalesce', 1);

const ifNull: Rule = (given) => {
  count(given, 2);
  return coalesce(given);
};
const nullIf: Rule = (given) => {
  count(given, 2);
  const left = argument(given, 0);
  const same = comparison('=', left, argument(given, 1), given.at);
  return {
    sql: `CASE WHEN ${same.sql} THEN CAST(NULL AS ${engineType(left.type)}) ELSE ${left.sql} END`,
    type: left.type,
  };
};
const choose: Rule = (given) => {
  count(given, 3);
  const condition = wantBoolean(argument(given, 0), given.name, given.at);
  const { values, type } = unify(given.args.slice(1), given.name, given.at);
  return { sql: `CASE WHEN ${condition.sql} THEN ${values[0]?.sql} ELSE ${values[1]?.sql} END`, type };
};
const nvl2: Rule = (given) => {
  count(given, 3);
  const { values, type } = unify(given.args.slice(1), given.name, given.at);
  return {
    sql: `CASE WHEN ${argument(given, 0).sql} IS NOT NULL THEN ${values[0]?.sql} ELSE ${values[1]?.sql} END`,
    type,
  };
};
const isNull =
  (engine: string): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `(${argument(given, 0).sql} ${engine})`, type: { name: 'BOOLEAN', precision: 0, scale: 0 } };
  };
const typeOf: Rule = (given) => {
  count(given, 1);
  return { sql: quoteText(typeText(argument(given, 0).type).toLowerCase()), type: STRING };
};

/** Functions that choose among their arguments; all of them in their common type. */
export const CHOICE: Readonly<Record<string, Rule>> = {
  coalesce,
  ifnull: ifNull,
  nvl: ifNull,
  nvl2,
  nullif: nullIf,
  if: choose,
  iff: choose,
  greatest: spread('greatest', 2),
  least: spread('least', 2),
  isnull: isNull('IS NULL'),
  isnotnull: isNull('IS NOT NULL'),
  typeof: typeOf,
};
