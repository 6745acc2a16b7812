import { expect, test } from 'vitest';
import { waitMs } from '../../src/databricks-client/retry.ts';

test.each([
  ['the first', 1, undefined, 250, 500],
  ['the third', 3, undefined, 1000, 2000],
  ['a late one', 20, undefined, 5000, 10_000],
  ['one that is told when', 1, '2', 2000, 2500],
])('clients that were refused together do not come again together: %s', (_which, attempt, told, least, most) => {
  const waits = Array.from({ length: 200 }, () => waitMs(attempt, told));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(least);
  expect(Math.max(...waits)).toBeLessThanOrEqual(most);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan((most - least) / 2);
});
