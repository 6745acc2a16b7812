import { userInfo } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../base/errors.ts';
import { fileLogger, type Logger } from '../base/logger.ts';
import type { DatabricksClient } from '../databricks-client/client.ts';
import type { CallLog } from '../mcp-server/call-log.ts';
import type { Settings } from '../settings/schema.ts';
import { stateDirectory } from '../settings/state-directory.ts';
import { userOfToken } from '../sign-in/user-of-token.ts';
import type { CommandContext } from './command.ts';
import { teller } from './teller.ts';

type Context = Pick<CommandContext, 'environment' | 'stderr' | 'language'>;

/** `calls.log`: a line for each call of a tool, unless `LAKEGOOSE_CALL_LOG=off`. */
export function callLog(settings: Settings, context: Context, { host, lastToken }: Caller): CallLog {
  if (settings.LAKEGOOSE_CALL_LOG === 'off') return () => undefined;
  const write = logger('calls.log', context);
  let os_user: string | undefined;
  let known = { token: '', user: userOfToken('') };
  return (line) => {
    const token = lastToken() ?? '';
    if (token !== known.token) known = { token, user: userOfToken(token) };
    const { user } = known;
    os_user ??= osUser();
    const who = { os_user, ...(user === undefined ? {} : { user }), host };
    void write({ at: new Date().toISOString(), pid: process.pid, ...who, ...line });
  };
}

type Caller = { readonly host: string; readonly lastToken: () => string | undefined };

/** `requests.log`: a line for each request to the workspace, where `LAKEGOOSE_LOG=requests`. */
export function requestLog(settings: Settings, context: Context): DatabricksClient['log'] {
  if (settings.LAKEGOOSE_LOG !== 'requests') return undefined;
  const write = logger('requests.log', context);
  return (line) => void write({ at: new Date().toISOString(), pid: process.pid, ...line });
}

function logger(name: string, context: Context): Logger {
  const path = join(stateDirectory(context.environment), name);
  const tell = teller(context);
  return fileLogger(path, {
    onFailure: (error) => void tell('log.not_writable', { path, reason: reasonOf(error) }),
  });
}

/** A process may run under a number that has no name. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}
