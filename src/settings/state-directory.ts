import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './dot-env.ts';

/** Where lakegoose keeps what it needs from one run to the next (XDG Base Directory, `XDG_STATE_HOME`). */
export function stateDirectory({ XDG_STATE_HOME: state, HOME: home }: Environment): string {
  return join(state?.startsWith('/') ? state : join(home || homedir(), '.local/state'), 'lakegoose');
}
