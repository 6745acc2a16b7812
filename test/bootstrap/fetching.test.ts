import { afterEach, expect, test, vi } from 'vitest';
import { runFor } from '../../src/bootstrap/tools/fetching.ts';

afterEach(() => vi.useRealTimers());

test('who waits for long is told every quarter of a minute that something goes on', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const told: string[] = [];
  const fetching = {
    environment: {},
    pins: '/',
    cache: '/',
    machine: 'x64',
    signal: new AbortController().signal,
    tell: (code: string) => void told.push(code),
  };
  const running = runFor('Tool', fetching, ['sleep', '0.2']);
  vi.advanceTimersByTime(31_000);
  await running;
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['tools.still', 'tools.still']);
});
