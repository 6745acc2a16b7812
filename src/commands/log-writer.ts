import { userInfo } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../base/errors.ts';
import { fileLogger } from '../base/logger.ts';
import { ownDirectory } from '../settings/own-directory.ts';
import { userOfToken } from '../sign-in/user-of-token.ts';
import type { CommandContext } from './command.ts';
import { teller } from './teller.ts';

export type LogContext = Pick<CommandContext, 'environment' | 'stderr' | 'language'>;

/** Writes lines to a log of ours, each with its time and this process. */
export function logWriter(name: string, context: LogContext) {
  const path = join(ownDirectory('state', context.environment), name);
  const tell = teller(context);
  const write = fileLogger(path, {
    onFailure: (error) => void tell('log.not_writable', { path, reason: reasonOf(error) }),
  });
  return (at: Date, line: object) => write({ at: at.toISOString(), pid: process.pid, ...line });
}

/** Who has this token, as far as is known, and which user of this machine runs us. */
export function whoAsks() {
  const os_user = osUser();
  let known: { readonly token: string; readonly user?: string | undefined } = { token: '' };
  return (token: string) => {
    if (token !== known.token) known = { token, user: userOfToken(token) };
    return { os_user, ...(known.user === undefined ? {} : { user: known.user }) };
  };
}

/** A process may run under a number that has no name. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '');
  }
}
