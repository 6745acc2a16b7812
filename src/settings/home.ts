import { homedir } from 'node:os';

export type Home = { readonly HOME?: string | undefined };

/** A person's home directory, also where their environment does not name it. */
export function homeOf({ HOME: home }: Home): string {
  return home || homedir();
}
