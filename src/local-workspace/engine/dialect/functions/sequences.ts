import { coerce } from '../analyze/coerce.ts';
import * as lists from '../natives/lists.ts';
import { cannotCompute, SqlError } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing } from './define.ts';
import { count, type Given, type Rule, wrongCount } from './rule.ts';
import { match, readSignature } from './signature.ts';

define({
  sequence_numbers: failing('bigint, bigint, bigint -> array<bigint>', lists.sequence),
  places: failing('bigint, bigint -> array<bigint>', lists.places),
  sequence_moments: failing('bigint, bigint, bigint, bigint -> array<bigint>', lists.momentSequence),
});

/** From one number or moment to another, by steps. */
export const sequence: Rule = (given) => {
  count(given, 2, 3);
  const [from, to, step] = given.args;
  if (!from || !to) throw wrongCount(given);
  if (
    from.type.name === 'DATE' ||
    from.type.name.startsWith('TIMESTAMP') ||
    to.type.name === 'DATE' ||
    to.type.name.startsWith('TIMESTAMP')
  )
    return momentSequence(given);
  if (given.args.some((arg) => !/^(TINYINT|SMALLINT|INT|BIGINT|STRING|VOID)$/.test(arg.type.name)))
    throw wrongTypes(given);
  const isText = given.args.map((arg) => arg.type.name === 'STRING');
  if (isText.every(Boolean)) throw wrongTypes(given);
  // A text beside a whole number is read as one.
  const whole = given.args.map((arg) =>
    arg.type.name === 'VOID' ? coerce(arg, types.INT) : isText.includes(true) ? coerce(arg, types.BIGINT) : arg,
  );
  const { args, type } = match({ ...given, args: whole }, readSignature('T, T, T = NULL -> array<T>'));
  const [a, b] = args.map((arg) => `CAST(${arg} AS BIGINT)`);
  const by = step ? `CAST(${args[2]} AS BIGINT)` : `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
  return { sql: `CAST(spark_sequence_numbers_or_error(${a}, ${b}, ${by}) AS ${types.engineType(type)})`, type };
};
function wrongTypes(given: Given): SqlError {
  const sentence = `Cannot resolve "${given.name}" due to data type mismatch: \`${given.name}\` uses the wrong parameter type. Start and stop must resolve to the same type: "INTEGRAL", "DATE" or "TIMESTAMP"; the step to an "INTERVAL" of dates and timestamps.`;
  return new SqlError('DATATYPE_MISMATCH.SEQUENCE_WRONG_INPUT_TYPES', '42K09', sentence, given.at);
}
const momentSequence: Rule = (given) => {
  const [from, to, step] = given.args;
  if (!from || !to) throw wrongCount(given);
  if ([from, to].some(({ type }) => !/^(DATE|TIMESTAMP|TIMESTAMP_NTZ|STRING|VOID)$/.test(type.name)))
    throw wrongTypes(given);
  if (step && step.type.name !== 'INTERVAL') throw wrongTypes(given);
  const isOfDays = [from, to].every(({ type }) => /^(DATE|STRING|VOID)$/.test(type.name));
  const isDay = isOfDays && (step === undefined || types.isMonths(step.type) || step.type.unit === 'DAY');
  if (!isDay && isOfDays) throw cannotCompute('sequence() of dates by less than a day', given.at);
  const type = isDay ? types.DATE : from.type.name === 'TIMESTAMP_NTZ' ? from.type : types.TIMESTAMP;
  const day = 86_400_000_000n;
  const [a, b] = [from, to].map((value) => `epoch_us(CAST(${coerce(value, type).sql} AS TIMESTAMP))`);
  const by = step
    ? [types.isMonths(step.type) ? step.sql : '0', types.isMonths(step.type) ? '0' : step.sql]
    : ['0', `CASE WHEN ${a} <= ${b} THEN ${day} ELSE -${day} END`];
  const list = `spark_sequence_moments_or_error(${a}, ${b}, CAST(${by[0]} AS BIGINT), CAST(${by[1]} AS BIGINT))`;
  return {
    sql: `list_transform(${list}, lambda x: CAST(make_timestamp(x) AS ${types.engineType(type)}))`,
    type: types.array(type),
  };
};
