export type Clock = () => number;

/** Values by key, each until a moment of its own. Holds at most `room`: the oldest go first. */
export class ExpiringMap<Value> {
  private readonly entries = new Map<string, { readonly value: Value; readonly until: number }>();
  private readonly clock: Clock;
  private readonly room: number;

  constructor(room: number, clock: Clock = Date.now) {
    this.room = room;
    this.clock = clock;
  }

  set(key: string, value: Value, until: number): void {
    this.entries.delete(key);
    if (this.entries.size >= this.room) this.dropEnded();
    for (const oldest of this.entries.keys()) {
      if (this.entries.size < this.room) break;
      this.entries.delete(oldest);
    }
    this.entries.set(key, { value, until });
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry && entry.until > this.clock()) return entry.value;
    this.entries.delete(key);
    return undefined;
  }

  /** Gives a value and forgets it. */
  take(key: string): Value | undefined {
    const value = this.get(key);
    this.entries.delete(key);
    return value;
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  deleteWhere(isMeant: (value: Value) => boolean): void {
    for (const [key, { value }] of this.entries) if (isMeant(value)) this.entries.delete(key);
  }

  list(): { readonly key: string; readonly value: Value; readonly until: number }[] {
    this.dropEnded();
    return [...this.entries].map(([key, entry]) => ({ key, ...entry }));
  }

  private dropEnded(): void {
    const now = this.clock();
    for (const [key, { until }] of this.entries) if (until <= now) this.entries.delete(key);
  }
}
