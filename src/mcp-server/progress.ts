import type { ServerContext } from '@modelcontextprotocol/server';
import type { Progress } from '../statements/statement.ts';
import { inLine } from './result/escape.ts';

type Request = Pick<ServerContext['mcpReq'], '_meta' | 'notify'>;

/**
 * Tells the client of a call how it is getting on, if it has asked to be told. The bar fills in the time in which the call is
 * answered.
 */
export function progressTo({ _meta, notify }: Request, answerSeconds: number): (message: string) => void {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  const began = performance.now();
  return (message) => {
    const params = {
      progressToken,
      progress: (performance.now() - began) / 1000,
      total: answerSeconds,
      message,
    };
    // A client that has gone away cannot be told, which its call finds out by itself.
    notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

/** Such as `waiting for SQL warehouse Starter (STARTING), 12 s`. */
export function progressLine({ state, seconds, warehouse }: Progress): string {
  const { id, name = id, state: itsState } = warehouse;
  if (state === 'SENT') return `sent to SQL warehouse ${inLine(name)}, which has not confirmed it yet, ${seconds} s`;
  if (state === 'RUNNING') return `running on SQL warehouse ${inLine(name)}, ${seconds} s`;
  return `waiting for SQL warehouse ${inLine(name)}${itsState ? ` (${inLine(itsState)})` : ''}, ${seconds} s`;
}
