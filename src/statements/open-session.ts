import type { StatementSession } from './session.ts';

/** What a session can do; its door to whoever runs statements. */
export type Statements = Pick<StatementSession, 'run' | 'poll' | 'cancel' | 'sweep' | 'close'>;

/**
 * A session that is loaded with its first statement: an agent that starts its servers waits for their lists of tools,
 * and the guard and the registry take a part of that time.
 */
export function openSession(options: ConstructorParameters<typeof StatementSession>[0]): Statements {
  let opened: Promise<StatementSession> | undefined;
  const session = () => {
    opened ??= import('./session.ts').then((loaded) => new loaded.StatementSession(options));
    return opened;
  };
  return {
    run: async (...given) => (await session()).run(...given),
    poll: async (...given) => (await session()).poll(...given),
    cancel: async (...given) => (await session()).cancel(...given),
    sweep: async () => (await session()).sweep(),
    close: async () => (await opened)?.close(),
  };
}
