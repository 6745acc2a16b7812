import type { Saves } from './saves.ts';

/** The files that a server writes. Loaded with the first one: no list of tools waits for it. */
export type OpenSaves = Pick<Saves, 'save' | 'wait' | 'close'>;

export function openSaves(): OpenSaves {
  let opened: Promise<Saves> | undefined;
  const saves = () => {
    opened ??= import('./saves.ts').then((loaded) => new loaded.Saves());
    return opened;
  };
  return {
    save: async (...given) => (await saves()).save(...given),
    wait: async (...given) => (await opened)?.wait(...given),
    close: async () => (await opened)?.close(),
  };
}
