import type { DuckDBConnection, DuckDBScalarFunctionInitInfo } from '@duckdb/node-api';
import { cannotCompute } from '../dialect/sql-error.ts';

/**
 * The connections of a database whose statement shall end. The engine itself looks for an interrupt between two chunks of
 * rows only, and one chunk of lists may be hours of work; so what it calls in JavaScript looks too.
 */
export class Interrupts {
  private readonly ids = new Set<number>();

  of(connection: DuckDBConnection): { set(): void; clear(): void } {
    const id = connection.clientContext.connectionId;
    return { set: () => this.ids.add(id), clear: () => this.ids.delete(id) };
  }

  /** For `initFunction`: what it remembers is for `check`. */
  readonly remember = (info: DuckDBScalarFunctionInitInfo): void => {
    info.setState({ id: info.clientContext.connectionId });
  };

  check(state: object | undefined): void {
    if (this.ids.size > 0 && state && 'id' in state && typeof state.id === 'number' && this.ids.has(state.id))
      throw cannotCompute('a statement that is interrupted');
  }
}
