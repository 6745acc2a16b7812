import { describe, expect, it } from 'vitest';
import { LOCAL_USER } from '../../src/local-workspace/services/local-user.ts';
import { PRINCIPALS } from '../../src/local-workspace/services/principals.ts';
import { WarehouseService } from '../../src/local-workspace/services/warehouse-service.ts';
import { WAREHOUSE_ID, WAREHOUSES } from '../../src/local-workspace/services/warehouses.ts';

/** Warehouses whose time the test sets. */
function withClock(options: { coldStartSeconds?: number; autoStopMinutes?: number; sessions?: () => number }) {
  let now = 1_000_000;
  const warehouses = new WarehouseService({ ...options, clock: () => now });
  return {
    warehouses,
    later: (seconds: number) => {
      now += seconds * 1000;
      return warehouses.state(WAREHOUSE_ID);
    },
  };
}

const signal = new AbortController().signal;

describe('a SQL warehouse', () => {
  it('runs for good without a cold start', () => {
    expect(withClock({}).later(86_400)).toBe('RUNNING');
  });

  it('takes as long to start as was said, and a moment to stop', () => {
    const { warehouses, later } = withClock({ coldStartSeconds: 30 });
    expect(later(0)).toBe('STOPPED');
    warehouses.start(WAREHOUSE_ID);
    expect(later(29)).toBe('STARTING');
    warehouses.start(WAREHOUSE_ID);
    expect(later(1)).toBe('RUNNING');
    warehouses.start(WAREHOUSE_ID);
    expect(later(0)).toBe('RUNNING');
    warehouses.stop(WAREHOUSE_ID);
    expect(later(0)).toBe('STOPPING');
    expect(later(1)).toBe('STOPPED');
  });

  it('stops by itself when nothing used it for a while', async () => {
    const { warehouses, later } = withClock({ autoStopMinutes: 10 });
    expect(later(599)).toBe('RUNNING');
    await warehouses.ready(WAREHOUSE_ID, signal);
    expect(later(599)).toBe('RUNNING');
    expect(later(1)).toBe('STOPPED');
    await warehouses.ready(WAREHOUSE_ID, signal);
    expect(later(0)).toBe('RUNNING');
  });

  it('does not stop under a statement', () => {
    let sessions = 1;
    const { later } = withClock({ autoStopMinutes: 10, sessions: () => sessions });
    expect(later(3600)).toBe('RUNNING');
    sessions = 0;
    expect(later(599)).toBe('RUNNING');
    expect(later(1)).toBe('STOPPED');
  });

  it('is started by who waits for it, and waits really', async () => {
    const warehouses = new WarehouseService({ coldStartSeconds: 0.3 });
    const started = performance.now();
    await Promise.all([warehouses.ready(WAREHOUSE_ID, signal), warehouses.ready(WAREHOUSE_ID, signal)]);
    expect(performance.now() - started).toBeGreaterThan(290);
    expect(warehouses.state(WAREHOUSE_ID)).toBe('RUNNING');
  });

  it('is not waited for any longer by who has stopped', async () => {
    const warehouses = new WarehouseService({ coldStartSeconds: 60 });
    const stop = new AbortController();
    const waiting = warehouses.ready(WAREHOUSE_ID, stop.signal);
    stop.abort(new Error('canceled'));
    await expect(waiting).rejects.toThrow('canceled');
  });
});

describe('the warehouse of administrators', () => {
  const warehouses = new WarehouseService();
  const [, restricted] = WAREHOUSES;
  const id = restricted?.id ?? '';
  const administrator = PRINCIPALS.find((one) => one.groups.includes('admins')) ?? LOCAL_USER;

  it('is seen but not used by others', () => {
    expect(warehouses.list(LOCAL_USER, false)).toHaveLength(2);
    expect(warehouses.list(LOCAL_USER, true)).toEqual([WAREHOUSES[0]]);
    expect(() => warehouses.find(id, LOCAL_USER)).toThrow('CAN USE');
    expect(() => warehouses.findForStatement(id, LOCAL_USER)).toThrow('CAN USE');
    expect(() => warehouses.findForStatement('nope', LOCAL_USER)).toThrow('nope is not a valid endpoint id.');
  });

  it('is used by an administrator', () => {
    expect(warehouses.list(administrator, true)).toHaveLength(2);
    expect(warehouses.find(id, administrator)).toBe(restricted);
  });
});
