import { join } from 'node:path';
import type { Environment } from './dot-env.ts';
import { homeOf } from './home.ts';

/** For what can be had again, for a person's data, and for what is needed from one run to the next. */
const places = {
  cache: ['XDG_CACHE_HOME', '.cache'],
  data: ['XDG_DATA_HOME', '.local/share'],
  state: ['XDG_STATE_HOME', '.local/state'],
} as const;

/** A folder of lakegoose's own (XDG Base Directory, which takes a path that is not absolute for none). */
export function ownDirectory(kind: keyof typeof places, environment: Environment): string {
  const [name, usual] = places[kind];
  const set = environment[name];
  return join(set?.startsWith('/') ? set : join(homeOf(environment), usual), 'lakegoose');
}
