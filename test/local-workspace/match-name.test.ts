import { describe, expect, it } from 'vitest';
import { matchesName } from '../../src/local-workspace/engine/catalog/match-name.ts';

const LIKE = { any: '%', one: '_' };

describe('a pattern', () => {
  it.each([
    ['%', '', true],
    ['', '', true],
    ['', 'a', false],
    ['_', '', false],
    ['trips', 'TRIPS', true],
    ['trips', 'trips_raw', false],
    ['%raw', 'raw_raw', true],
    ['t%s', 'trips', true],
    ['t%s', 'tripsy', false],
    ['%ip_', 'trips', true],
    ['%a%b%', 'xxaxxbxx', true],
    ['%a%b%', 'xxbxxaxx', false],
    ['a.c', 'abc', false],
    ['a*', 'a*', true],
  ])('%j and the name %j: %s', (pattern, name, matches) => {
    expect(matchesName(pattern, name, LIKE)).toBe(matches);
  });

  it('of nothing but wildcards takes no longer than others', () => {
    const started = performance.now();
    expect(matchesName(`${'%'.repeat(10_000)}Q`, 'a'.repeat(255), LIKE)).toBe(false);
    expect(matchesName(`${'%a'.repeat(200)}Q`, 'a'.repeat(255), LIKE)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
