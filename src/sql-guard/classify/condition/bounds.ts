/** The least and the greatest that functions of a row give, whatever they are given. */
const bounds: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  ...(
    'length len char_length character_length octet_length bit_length abs size cardinality array_size ascii crc32 exp ' +
    'instr locate position levenshtein sqrt pmod'
  )
    .split(' ')
    .map((name) => [name, [0, Infinity]] as const),
  ['sign', [-1, 1]],
  ['signum', [-1, 1]],
  ['year', [0, 9999]],
  ['quarter', [1, 4]],
  ['month', [1, 12]],
  ['week', [1, 53]],
  ['weekofyear', [1, 53]],
  ['day', [1, 31]],
  ['dayofmonth', [1, 31]],
  ['dayofyear', [1, 366]],
  ['dayofweek', [1, 7]],
  ['weekday', [0, 6]],
  ['hour', [0, 23]],
  ['minute', [0, 59]],
  ['second', [0, 59]],
]);

/** Between what an expression in one spelling always is: `length(a)` is never below 0, `greatest(a, 1)` never below 1. */
export function boundsOf(expression: string): readonly [low: number, high: number] {
  const call = /^(\w+) \( (.*) \)$/.exec(expression);
  const [name = '', inner = ''] = call?.slice(1) ?? [];
  if (!isWhole(inner)) return [-Infinity, Infinity];
  const numbers = inner
    .split(' , ')
    .flatMap((item) => (/^(?:- )?[\d.]+$/.test(item) ? [Number(item.replace(' ', ''))] : []));
  if (name === 'greatest' && numbers.length > 0) return [Math.max(...numbers.slice(0, 100)), Infinity];
  if (name === 'least' && numbers.length > 0) return [-Infinity, Math.min(...numbers.slice(0, 100))];
  return bounds.get(name) ?? [-Infinity, Infinity];
}

/** Whether the first bracket of the call closes at its end. */
function isWhole(inner: string): boolean {
  let depth = 0;
  for (const word of inner.split(' ')) {
    if (word === '(') depth++;
    else if (word === ')') depth--;
    if (depth < 0) return false;
  }
  return true;
}
