import { once } from 'node:events';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { makeServer, type ServerParts } from './server.ts';

type Connection = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly onError: (error: Error) => void;
  /** Ends the connection. */
  readonly signal: AbortSignal;
};

/** Serves one client until it closes its end or `signal` is aborted, and until its statements are over. */
export async function serveStdio(parts: Omit<ServerParts, 'track'>, connection: Connection): Promise<void> {
  const { stdin, stdout, onError, signal } = connection;
  const calls = new Set<Promise<unknown>>();
  const track: ServerParts['track'] = (call) => {
    calls.add(call);
    return call.finally(() => calls.delete(call));
  };
  const transport = new StdioServerTransport(stdin, stdout);
  const ended = Promise.race([once(stdin, 'end'), once(stdin, 'close'), once(signal, 'abort')]);
  const handle = serve(() => makeServer({ ...parts, track }), { transport, onerror: onError });
  // Not at once: the client's first questions are not to be kept waiting for what a killed server has left running.
  const sweep = setTimeout(() => parts.statements.sweep().catch(() => undefined), 300);
  await ended;
  clearTimeout(sweep);
  await handle.close();
  await Promise.allSettled(calls);
  await parts.statements.close();
}
