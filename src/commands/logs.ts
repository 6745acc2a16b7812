import type { DatabricksClient } from '../databricks-client/client.ts';
import type { CallLog } from '../mcp-server/call-log.ts';
import type { Settings } from '../settings/schema.ts';
import type { LogContext } from './log-writer.ts';

type Caller = { readonly host: string; readonly lastToken: () => string | undefined };

/** `calls.log`: a line for each call of a tool, unless `LAKEGOOSE_CALL_LOG=off`. */
export function callLog(settings: Settings, context: LogContext, { host, lastToken }: Caller): CallLog {
  if (settings.LAKEGOOSE_CALL_LOG === 'off') return () => undefined;
  return lines('calls.log', context, ({ whoAsks }) => {
    const who = whoAsks();
    return (line) => ({ ...who(lastToken() ?? ''), host, ...line });
  });
}

/** `requests.log`: a line for each request to the workspace, where `LAKEGOOSE_LOG=requests`. */
export function requestLog(settings: Settings, context: LogContext): DatabricksClient['log'] {
  if (settings.LAKEGOOSE_LOG !== 'requests') return undefined;
  return lines('requests.log', context, () => (line) => line);
}

type Loaded = typeof import('./log-writer.ts');

/** What writes is loaded with the first line, because an agent waits for our start. */
function lines<Line extends object>(
  name: string,
  context: LogContext,
  make: (loaded: Loaded) => (line: Line) => object,
): (line: Line) => void {
  let loading: Promise<(at: Date, line: Line) => Promise<void>> | undefined;
  return (line) => {
    const at = new Date();
    loading ??= import('./log-writer.ts').then((loaded) => {
      const write = loaded.logWriter(name, context);
      const full = make(loaded);
      return (time, given) => write(time, full(given));
    });
    // At the end of this turn, when the answer is on its way: nobody waits for a log.
    setImmediate((writing) => void writing.then((write) => write(at, line)), loading);
  };
}
