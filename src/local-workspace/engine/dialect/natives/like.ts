import { SqlError } from '../sql-error.ts';

/** A pattern of LIKE whose escape is `\`, checked as Spark checks it. */
export function likePattern(pattern: string): string {
  for (let at = 0; at < pattern.length; at += 1) {
    if (pattern.charAt(at) !== '\\') continue;
    const next = pattern.charAt(at + 1);
    if (!['%', '_', '\\'].includes(next)) {
      const where = next === '' ? 'ESC_AT_THE_END' : 'ESC_IN_THE_MIDDLE';
      throw new SqlError(`INVALID_FORMAT.${where}`, '42601', `The format is invalid: '${pattern}'.`);
    }
    at += 1;
  }
  return pattern;
}
