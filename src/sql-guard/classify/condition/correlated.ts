import { nameAt } from '../name-at.ts';
import { at, type Range } from '../source.ts';
import { ownQualifier, type Subject } from './subject.ts';

const conditions: ReadonlySet<string> = new Set(['WHERE', 'ON', 'HAVING', 'QUALIFY']);

/** Whether a subquery looks at the subject's row: a condition names the subject, and no table there is called so. */
export function isCorrelated(subject: Subject, { from, to }: Range): boolean {
  const { source, own } = subject;
  const last = own[0]?.at(-1);
  let isNamed = false;
  let hasCondition = false;
  for (let index = from; index < to; index++) {
    if (conditions.has(at(source, index))) hasCondition = true;
    else if (hasCondition && ownQualifier(subject, index) > 0) isNamed = true;
    const after = at(source, index + 1);
    if (nameAt(source, index) === last && after !== '.' && after !== '(') return false;
  }
  return isNamed;
}
