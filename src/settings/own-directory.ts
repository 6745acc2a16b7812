import { join } from 'node:path';
import type { Environment } from './dot-env.ts';
import { homeOf } from './home.ts';

/** Where lakegoose keeps what it needs from one run to the next (XDG Base Directory, `XDG_STATE_HOME`). */
export function stateDirectory(environment: Environment): string {
  const { XDG_STATE_HOME: state } = environment;
  return join(state?.startsWith('/') ? state : join(homeOf(environment), '.local/state'), 'lakegoose');
}
