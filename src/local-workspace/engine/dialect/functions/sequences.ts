import { coerce } from '../analyze/coerce.ts';
import * as lists from '../natives/lists.ts';
import { cannotCompute } from '../sql-error.ts';
import * as types from '../types.ts';
import { define, failing } from './define.ts';
import { count, type Rule, unexpected, wrongCount } from './rule.ts';
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
  const { args, type } = match(
    { ...given, args: given.args.map((arg) => (arg.type.name === 'VOID' ? coerce(arg, types.INT) : arg)) },
    readSignature('T, T, T = NULL -> array<T>'),
  );
  if (!types.isInteger(types.firstPart(type))) throw unexpected(given, from, '("INTEGRAL" or "DATE" or "TIMESTAMP")');
  const [a, b] = args.map((arg) => `CAST(${arg} AS BIGINT)`);
  const by = step ? `CAST(${args[2]} AS BIGINT)` : `CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
  return { sql: `CAST(spark_sequence_numbers_or_error(${a}, ${b}, ${by}) AS ${types.engineType(type)})`, type };
};
const momentSequence: Rule = (given) => {
  const [from, to, step] = given.args;
  if (!from || !to) throw wrongCount(given);
  const isDay =
    from.type.name === 'DATE' &&
    to.type.name === 'DATE' &&
    (step === undefined || types.isMonths(step.type) || step.type.unit === 'DAY');
  if (!isDay && from.type.name === 'DATE' && to.type.name === 'DATE' && step?.type.name === 'INTERVAL')
    throw cannotCompute('sequence() of dates by less than a day', given.at);
  const type = isDay ? types.DATE : from.type.name === 'TIMESTAMP_NTZ' ? from.type : types.TIMESTAMP;
  const day = 86_400_000_000n;
  const [a, b] = [from, to].map((value) => `epoch_us(CAST(${coerce(value, type).sql} AS TIMESTAMP))`);
  if (step && step.type.name !== 'INTERVAL') throw unexpected(given, step, '"INTERVAL"');
  const by = step
    ? [types.isMonths(step.type) ? step.sql : '0', types.isMonths(step.type) ? '0' : step.sql]
    : ['0', `CASE WHEN ${a} <= ${b} THEN ${day} ELSE -${day} END`];
  const list = `spark_sequence_moments_or_error(${a}, ${b}, CAST(${by[0]} AS BIGINT), CAST(${by[1]} AS BIGINT))`;
  return {
    sql: `list_transform(${list}, lambda x: CAST(make_timestamp(x) AS ${types.engineType(type)}))`,
    type: types.array(type),
  };
};
