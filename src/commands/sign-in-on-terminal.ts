import { createInterface } from 'node:readline';
import { LakegooseError } from '../base/errors.ts';
import { say } from '../messages/say.ts';
import { signInPerson } from '../sign-in/sign-in-person.ts';
import type { CommandContext } from './command.ts';

type Asked = {
  readonly host: string;
  readonly profile: string;
  readonly timeoutMinutes: number;
  /** Whether Enter leaves it for later. */
  readonly mayLeave?: true;
};

const afterLine = {
  taken: 'login.taken',
  not_an_end: 'login.not_an_end',
  nobody_waits: 'login.nobody_waits',
} as const;

/**
 * The sign-in of the person who sits before the terminal: they read what the Databricks CLI prints, and may paste the address
 * of the last page. Throws what `signInPerson` does, and `bootstrap.sign_in_yourself` where they left it for later.
 */
export async function signInOnTerminal(
  { mayLeave, ...asked }: Asked,
  { environment, signal, stdin, stdout, language }: CommandContext,
): Promise<void> {
  const { host } = asked;
  const tell = (code: Parameters<typeof say>[1]) => stdout.write(`${say(language, code, { host })}\n`);
  const left = new AbortController();
  tell('login.starting');
  const reader = stdin.isTTY ? createInterface({ input: stdin }) : undefined;
  if (reader !== undefined) tell('login.paste');
  if (mayLeave) tell('login.may_leave');
  try {
    await signInPerson(
      { ...asked, environment, signal: AbortSignal.any([signal, left.signal]) },
      {
        show: (text) => stdout.write(text),
        ...(reader === undefined ? {} : { lines: reader }),
        onLine: (what) => {
          if (what !== 'empty') tell(afterLine[what]);
          else if (mayLeave) left.abort();
        },
      },
    );
  } catch (error) {
    if (left.signal.aborted && !signal.aborted) throw new LakegooseError('bootstrap.sign_in_yourself', { host });
    throw error;
  } finally {
    reader?.close();
  }
}
