import { SqlError } from '../sql-error.ts';
import { daysIn, epochDay, fieldsOf } from './calendar.ts';

const MOST = 1_000_000;

function wrong(start: bigint, stop: bigint, step: bigint): SqlError {
  return new SqlError(
    'ILLEGAL_SEQUENCE_BOUNDARIES',
    '22023',
    `Illegal sequence boundaries: ${start} to ${stop} by ${step}.`,
  );
}
const tooMany = (): SqlError =>
  new SqlError(
    'UNSUPPORTED_FEATURE.LOCAL_WORKSPACE',
    '0A000',
    'The local workspace cannot compute a sequence this long.',
  );

export function sequence(start: bigint, stop: bigint, step: bigint): bigint[] {
  if ((step === 0n && start !== stop) || (step > 0n && start > stop) || (step < 0n && start < stop))
    throw wrong(start, stop, step);
  if (step !== 0n && (stop - start) / step > MOST) throw tooMany();
  const all: bigint[] = [];
  if (step === 0n) return [start];
  for (let value = start; step > 0n ? value <= stop : value >= stop; value += step) all.push(value);
  return all;
}

/** The places of a list that repeats an item `width` wide so many times. */
export function places(times: bigint, width: bigint): bigint[] {
  if (times * width > MOST) throw tooMany();
  return times > 0n ? sequence(1n, times, 1n) : [];
}

export function momentSequence(start: bigint, stop: bigint, months: bigint, micros: bigint): bigint[] {
  if (months === 0n) return sequence(start, stop, micros);
  if (months > 0n ? start > stop : start < stop) throw wrong(start, stop, months);
  const all: bigint[] = [];
  for (let count = 0; ; count += 1) {
    const value = plusMonths(start, Number(months) * count);
    if (months > 0n ? value > stop : value < stop) return all;
    if (count > MOST) throw tooMany();
    all.push(value);
  }
}

function plusMonths(micros: bigint, months: number): bigint {
  const { year, month, day, days } = fieldsOf(micros);
  const total = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1];
  const newDays = epochDay(newYear, newMonth, Math.min(day, daysIn(newYear, newMonth))) ?? 0;
  return micros + BigInt(newDays - days) * 86_400_000_000n;
}
