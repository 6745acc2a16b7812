import { once } from 'node:events';
import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { callsUnderWay } from './calls-under-way.ts';
import { makeServer, type ServedParts } from './server.ts';
import { StdioTransport } from './stdio/stdio-transport.ts';

type Connection = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly onError: (error: Error) => void;
  /** Ends the connection. */
  readonly signal: AbortSignal;
};

/** Serves one client until it closes its end or `signal` is aborted, and until its statements are over. */
export async function serveStdio(parts: ServedParts, connection: Connection): Promise<void> {
  const { stdin, stdout, onError, signal } = connection;
  const { track, saves, notebooks, over } = callsUnderWay(parts.statements, parts);
  const transport = new StdioTransport(stdin, stdout);
  const ended = Promise.race([once(stdin, 'end'), once(stdin, 'close'), once(signal, 'abort')]);
  const handle = serve(() => makeServer({ ...parts, track, saves, notebooks }), { transport, onerror: onError });
  await ended;
  await handle.close();
  await over();
}
