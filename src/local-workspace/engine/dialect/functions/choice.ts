import { mismatch, unify, wantBoolean, wantOrdered } from '../analyze/coerce.ts';
import { comparison } from '../analyze/predicates.ts';
import { quoteText, type Typed } from '../analyze/typed.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import { BOOLEAN, engineType, INT, isNested, isNumeric, STRING, typeName, typeText, VOID } from '../types.ts';
import { define, failing } from './define.ts';
import { decode as decodeBytes } from './encoding.ts';
import { argument, count, countFrom, type Given, type Rule, text } from './rule.ts';

const coalesce: Rule = (given) => {
  countFrom(given, 1);
  const { values, type } = unify(given.args, given.name, given.at);
  return { sql: `coalesce(${values.map((value) => value.sql).join(', ')})`, type };
};
const spread =
  (engine: 'greatest' | 'least'): Rule =>
  (given) => {
    countFrom(given, 2);
    const isText = (arg: Typed): boolean => arg.type.name === 'STRING';
    if (given.args.some(isText) && given.args.some((arg) => !isText(arg) && arg.type.name !== 'VOID'))
      throw mismatch(given.name, given.args, given.at);
    const { values, type } = unify(given.args, given.name, given.at);
    wantOrdered(type, given.name, given.at);
    if (isNested(type)) throw cannotCompute(`${given.name}() of ${typeName(type)}`, given.at);
    return { sql: `${engine}(${values.map((value) => value.sql).join(', ')})`, type };
  };

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
/** The value, unless it is 0. */
const nullIfZero: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  if (!isNumeric(value.type) && value.type.name !== 'VOID' && value.type.name !== 'STRING')
    throw new SqlError(
      'DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES',
      '42K09',
      `Cannot resolve "nullifzero(${value.name})" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${typeText(value.type)}" and "INT").`,
      given.at,
    );
  return { sql: `CASE WHEN ${value.sql} = 0 THEN NULL ELSE ${value.sql} END`, type: value.type };
};
const zeroIfNull: Rule = (given) => {
  count(given, 1);
  return coalesce({ ...given, args: [argument(given, 0), { sql: 'CAST(0 AS INTEGER)', type: INT, name: '0' }] });
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
  const isThere = `${argument(given, 0).sql} IS NOT NULL`;
  return { sql: `CASE WHEN ${isThere} THEN ${values[0]?.sql} ELSE ${values[1]?.sql} END`, type };
};
const isNull =
  (engine: string): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `(${argument(given, 0).sql} ${engine})`, type: BOOLEAN };
  };
const typeOf: Rule = (given) => {
  count(given, 1);
  return { sql: quoteText(typeName(argument(given, 0).type)), type: STRING };
};

/** With two arguments bytes and their character set; with more a value, pairs of key and result, and what else. */
const decode: Rule = (given) => {
  if (given.args.length <= 2) return decodeBytes(given);
  const [value, ...rest] = given.args;
  const pairs = Math.floor(rest.length / 2);
  const results = rest.filter((_, index) => index % 2 === 1 || index === pairs * 2);
  // Where nothing is said for all others, Spark takes a NULL of the type STRING.
  const nothing: Typed[] = rest.length % 2 === 0 ? [{ sql: 'CAST(NULL AS VARCHAR)', type: STRING, name: 'NULL' }] : [];
  const { values, type } = unify([...results, ...nothing], given.name, given.at);
  const branches = Array.from({ length: pairs }, (_, index) => {
    const key = rest[index * 2];
    const same = value && key ? comparison('<=>', value, key, given.at).sql : 'false';
    return ` WHEN ${same} THEN ${values[index]?.sql}`;
  });
  const otherwise = rest.length % 2 === 1 ? ` ELSE ${values.at(-1)?.sql}` : '';
  return { sql: `(CASE${branches.join('')}${otherwise} END)`, type };
};

function raised(message: string): never {
  throw new SqlError('USER_RAISED_EXCEPTION', 'P0001', message);
}
define({ raise: failing('string -> string', raised) });
const fail = (message: string): string => `spark_raise_or_error(${message})`;

const assertTrue: Rule = (given) => {
  count(given, 1, 2);
  const condition = wantBoolean(argument(given, 0), given.name, given.at);
  const message = given.args[1] ? text(given, 1) : quoteText(`'${condition.name}' is not true!`);
  return { sql: `CASE WHEN ${condition.sql} THEN NULL ELSE CAST(${fail(message)} AS INTEGER) END`, type: VOID };
};
const raiseError = (given: Given): ReturnType<Rule> => {
  count(given, 1);
  return { sql: `CAST(${fail(`coalesce(${text(given, 0)}, 'null')`)} AS INTEGER)`, type: VOID };
};

/** Functions that choose among their arguments, or tell of them. */
export const CHOICE = define({
  coalesce,
  ifnull: ifNull,
  nvl: ifNull,
  nvl2,
  nullif: nullIf,
  nullifzero: nullIfZero,
  zeroifnull: zeroIfNull,
  if: choose,
  iff: choose,
  greatest: spread('greatest'),
  least: spread('least'),
  isnull: isNull('IS NULL'),
  isnotnull: isNull('IS NOT NULL'),
  equal_null: (given) => {
    count(given, 2);
    return comparison('<=>', argument(given, 0), argument(given, 1), given.at);
  },
  typeof: typeOf,
  decode,
  assert_true: assertTrue,
  raise_error: raiseError,
});
