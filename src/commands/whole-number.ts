import { z } from 'zod';

/** The value of an option that is a number; a refusal names the range. */
export function wholeNumber(least: number, most: number) {
  const range = `${least}–${most}`;
  return z.coerce.number(range).int(range).min(least, range).max(most, range);
}
