import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, invalidValue } from './api-error.ts';
import { isAdministrator } from './principals.ts';
import type { User } from './route.ts';
import { WAREHOUSE_ID, WAREHOUSES, type Warehouse } from './warehouses.ts';

export type WarehouseState = 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED';

type Life = { state: WarehouseState; until: number; lastUsed: number };
type Options = {
  readonly coldStartSeconds?: number;
  readonly autoStopMinutes?: number;
  /** How many statements a warehouse is running: while there is one, it does not stop by itself. */
  readonly sessions?: (id: string) => number;
  /** Told when somebody stops a warehouse, whatever it runs. */
  readonly onStop?: (id: string) => void;
  readonly clock?: () => number;
};

/** The SQL warehouses over time. A state is worked out when somebody looks, so that nothing ticks in between. */
export class WarehouseService {
  private readonly lives = new Map<string, Life>();
  private readonly coldStartMs: number;
  private readonly clock: () => number;
  readonly autoStopMinutes: number;
  /** Statements under way. */
  readonly sessions: (id: string) => number;
  private readonly onStop: (id: string) => void;

  /** With a cold start the warehouses begin STOPPED; without one the default warehouse runs, and does so for good. */
  constructor({ coldStartSeconds = 0, autoStopMinutes, sessions, onStop, clock = Date.now }: Options = {}) {
    this.coldStartMs = coldStartSeconds * 1000;
    this.autoStopMinutes = autoStopMinutes ?? (coldStartSeconds > 0 ? 10 : 0);
    this.sessions = sessions ?? (() => 0);
    this.onStop = onStop ?? (() => undefined);
    this.clock = clock;
    for (const { id } of WAREHOUSES) {
      const runs = id === WAREHOUSE_ID && coldStartSeconds === 0;
      this.lives.set(id, { state: runs ? 'RUNNING' : 'STOPPED', until: 0, lastUsed: clock() });
    }
  }

  /** All warehouses, or those that this user may use. */
  list(user: User, usableOnly: boolean): readonly Warehouse[] {
    return WAREHOUSES.filter((one) => !usableOnly || mayUse(one, user));
  }

  /** Throws 404, or 403 where this user may not use it. */
  find(id: string, user: User): Warehouse {
    const found = WAREHOUSES.find((one) => one.id === id);
    if (!found) throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
    if (!mayUse(found, user)) {
      const message = `User '${user.userName}' does not have CAN USE permission on SQL warehouse ${id}.`;
      throw new ApiError(403, 'PERMISSION_DENIED', message);
    }
    return found;
  }

  /** The same for a statement, which answers 400 for a warehouse that is not there. */
  findForStatement(id: string, user: User): Warehouse {
    if (!this.lives.has(id)) throw invalidValue(`${id} is not a valid endpoint id.`);
    return this.find(id, user);
  }

  state(id: string): WarehouseState {
    return this.now(id).state;
  }

  /** Begins the time after which the warehouse stops by itself anew. */
  used(id: string): void {
    this.now(id).lastUsed = this.clock();
  }

  start(id: string): void {
    const life = this.now(id);
    if (life.state === 'RUNNING' || life.state === 'STARTING') return;
    this.enter(life, 'STARTING', this.coldStartMs);
  }

  stop(id: string): void {
    const life = this.now(id);
    if (life.state === 'STOPPED' || life.state === 'STOPPING') return;
    this.enter(life, 'STOPPING', Math.min(this.coldStartMs, 1000));
    this.onStop(id);
  }

  /** Waits until the warehouse runs, starting it where it is stopped. Rejects with the signal's reason. */
  async ready(id: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const life = this.now(id);
      if (life.state === 'RUNNING') return this.used(id);
      this.start(id);
      await this.pause(life.until - this.clock(), signal);
    }
  }

  private async pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    await sleep(Math.max(milliseconds, 0), undefined, { signal }).catch((error: unknown) => {
      signal.throwIfAborted();
      throw error;
    });
  }

  private enter(life: Life, state: WarehouseState, lasts: number): void {
    life.state = state;
    life.until = this.clock() + lasts;
  }

  private now(id: string): Life {
    const life = this.lives.get(id);
    if (!life) throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist.`);
    const now = this.clock();
    if (life.state === 'STOPPING' && life.until <= now) life.state = 'STOPPED';
    if (life.state === 'STARTING' && life.until <= now) {
      life.state = 'RUNNING';
      life.lastUsed = life.until;
    }
    const idleMs = this.autoStopMinutes * 60_000;
    if (life.state === 'RUNNING' && idleMs > 0 && now - life.lastUsed >= idleMs) {
      if (this.sessions(id) > 0) life.lastUsed = now;
      else life.state = 'STOPPED';
    }
    return life;
  }
}

function mayUse(warehouse: Warehouse, user: User): boolean {
  return !warehouse.administratorsOnly || isAdministrator(user);
}
