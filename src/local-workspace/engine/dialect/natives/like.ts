import { SqlError } from '../sql-error.ts';

const kept = new Map<string, RegExp>();

function compile(pattern: string, ignoreCase: boolean): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern.charAt(at);
    if (letter === '\\') {
      at += 1;
      const next = pattern.charAt(at);
      if (!['%', '_', '\\'].includes(next)) {
        const where = next === '' ? 'ESC_AT_THE_END' : 'ESC_IN_THE_MIDDLE';
        throw new SqlError(`INVALID_FORMAT.${where}`, '42601', `The format is invalid: '${pattern}'.`);
      }
      source += next.replace(/[\^$\\.*+?()[\]{}|]/, '\\$&');
    } else if (letter === '%') source += '[\\s\\S]*';
    else if (letter === '_') source += '[\\s\\S]';
    else source += letter.replace(/[\^$\\.*+?()[\]{}|/]/, '\\$&');
  }
  return new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
}

/** LIKE with a pattern that is not known before; `\` is its escape. */
export function like(text: string, pattern: string, ignoreCase: boolean): boolean {
  const key = `${ignoreCase} ${pattern}`;
  const known = kept.get(key) ?? compile(pattern, ignoreCase);
  if (kept.size > 200) kept.clear();
  kept.set(key, known);
  return known.test(text);
}
