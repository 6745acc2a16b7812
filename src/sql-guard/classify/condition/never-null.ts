import { words } from '../../words.ts';

const makers = words('array map struct named_struct typeof isnull isnotnull isnan concat_ws equal_null hash xxhash64');
const firstOf = words('coalesce nvl ifnull');

/** Whether an expression in one spelling is known to be no NULL: `struct(a)`, `coalesce(a, 1)`. */
export function isNeverNull(expression: string): boolean {
  const [name = '', bracket] = expression.split(' ', 2);
  if (bracket !== '(' || !expression.endsWith(' )')) return false;
  const last = expression.split(' ').at(-2) ?? '';
  return makers.has(name) || (firstOf.has(name) && /['"]$|^[\d.]+$|^(?:true|false)$/.test(last));
}
