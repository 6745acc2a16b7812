import type { MessageCode } from '../messages/say.ts';
import type { CommandContext } from './command.ts';

/**
 * Says a sentence on standard error. The sentences are loaded with the first one: a server that an agent starts has
 * nothing to say, and all of them take 6 ms of its start (`npm run bench`).
 */
export function teller({ language, stderr }: Pick<CommandContext, 'language' | 'stderr'>) {
  return async (code: MessageCode, facts?: Readonly<Record<string, string | number>>): Promise<void> => {
    const [{ say }, { printable }] = await Promise.all([
      import('../messages/say.ts'),
      import('../terminal/printable.ts'),
    ]);
    stderr.write(`${printable(say(language, code, facts))}\n`);
  };
}
