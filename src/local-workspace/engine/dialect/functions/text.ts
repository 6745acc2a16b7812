import { quoteText } from '../analyze/typed.ts';
import { cannotCompute } from '../sql-error.ts';
import { BOOLEAN, INT, STRING } from '../types.ts';
import { lowerSql, upperSql } from './letters.ts';
import { argument, count, type Rule, text, textLiteral, wholeLiteral } from './rule.ts';

const length: Rule = (given) => {
  count(given, 1);
  return { sql: `CAST(length(${text(given, 0)}) AS INTEGER)`, type: INT };
};
const upper: Rule = (given) => {
  count(given, 1);
  return { sql: upperSql(text(given, 0)), type: STRING };
};
const lower: Rule = (given) => {
  count(given, 1);
  return { sql: lowerSql(text(given, 0)), type: STRING };
};
// Spark cuts off the space character only, DuckDB's one-argument form more.
const trim =
  (engine: string): Rule =>
  (given) => {
    count(given, 1);
    return { sql: `${engine}(${text(given, 0)}, ' ')`, type: STRING };
  };
const concat: Rule = (given) => {
  count(given, 1, 100);
  return {
    sql: `(${given.args.map((arg, index) => (arg.type.name === 'BOOLEAN' ? `CAST(${arg.sql} AS VARCHAR)` : text(given, index))).join(' || ')})`,
    type: STRING,
  };
};
const concatWs: Rule = (given) => {
  count(given, 2, 100);
  return { sql: `concat_ws(${given.args.map((_, index) => text(given, index)).join(', ')})`, type: STRING };
};
const substring: Rule = (given) => {
  count(given, 2, 3);
  const start = wholeLiteral(given, 1, 1, 1_000_000_000);
  const size = given.args.length === 3 ? `, ${wholeLiteral(given, 2, 0, 1_000_000_000)}` : '';
  return { sql: `substring(${text(given, 0)}, ${start}${size})`, type: STRING };
};
const side =
  (engine: 'left' | 'right'): Rule =>
  (given) => {
    count(given, 2);
    return { sql: `"${engine}"(${text(given, 0)}, ${wholeLiteral(given, 1, 0, 1_000_000_000)})`, type: STRING };
  };
const replace: Rule = (given) => {
  count(given, 3);
  return { sql: `replace(${text(given, 0)}, ${quoteText(textLiteral(given, 1))}, ${text(given, 2)})`, type: STRING };
};
const test =
  (engine: string): Rule =>
  (given) => {
    count(given, 2);
    for (const arg of given.args)
      if (!['STRING', 'VOID'].includes(arg.type.name))
        throw cannotCompute(`${given.name}() on a value that is no STRING`, given.at);
    return { sql: `${engine}(${text(given, 0)}, ${text(given, 1)})`, type: BOOLEAN };
  };
const instr: Rule = (given) => {
  count(given, 2);
  return { sql: `CAST(instr(${text(given, 0)}, ${quoteText(textLiteral(given, 1))}) AS INTEGER)`, type: INT };
};
const string: Rule = (given) => {
  count(given, 1);
  const value = argument(given, 0);
  return { sql: value.type.name === 'BOOLEAN' ? `CAST(${value.sql} AS VARCHAR)` : text(given, 0), type: STRING };
};

/** Text functions whose engine meaning equals Spark's; positions and lengths count characters. */
export const TEXT: Readonly<Record<string, Rule>> = {
  upper,
  ucase: upper,
  lower,
  lcase: lower,
  length,
  len: length,
  char_length: length,
  character_length: length,
  trim: trim('trim'),
  btrim: trim('trim'),
  ltrim: trim('ltrim'),
  rtrim: trim('rtrim'),
  concat,
  concat_ws: concatWs,
  substring,
  substr: substring,
  left: side('left'),
  right: side('right'),
  replace,
  startswith: test('starts_with'),
  endswith: test('ends_with'),
  contains: test('contains'),
  instr,
  string,
};
