import type { Range } from '../source.ts';
import type { Subject } from './subject.ts';
import { truthOf } from './truth.ts';

/**
 * Whether a condition is the same for every row as far as can be seen: it is empty, names no column outside of a
 * subquery, compares something with itself, or its parts together leave no row out. What depends on what the rows hold
 * cannot be seen through: `id IS NOT NULL`, `id > -1`.
 */
export function isAlwaysTrue(subject: Subject, condition: Range): boolean {
  return typeof truthOf(subject, condition, false, 0) === 'string';
}
