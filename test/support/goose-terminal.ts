import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { childProcesses } from './child-processes.ts';

type Session = { readonly directory: string; readonly environment: Readonly<Record<string, string>> };

/** A real program in a pseudo-terminal, as a person sits before it. */
export function openTerminal(command: string, { directory, environment }: Session) {
  const script = execa(
    'script',
    ['--quiet', '--return', '--command', `stty cols 160 rows 50; exec ${command}`, '/dev/null'],
    {
      cwd: directory,
      env: { ...environment, TERM: 'xterm' },
      extendEnv: false,
      reject: false,
      timeout: 120_000,
      buffer: false,
      stripFinalNewline: false,
    },
  );
  let [screen, isOver] = ['', false];
  const ended = script.then(() => {
    isOver = true;
  });
  script.stdout.on('data', (bytes) => {
    screen += String(bytes);
  });
  return {
    /** Everything that was ever shown. */
    screen: () => screen,
    /** Waits until `text` was shown so many times. */
    shows: async (text: string | RegExp, times = 1, seconds = 20) => {
      for (const deadline = Date.now() + seconds * 1000; screen.split(text).length <= times; await sleep(20)) {
        if (Date.now() > deadline || isOver) throw new Error(`no ${text} on the screen:\n${screen}`);
      }
    },
    press: (keys: string) => script.stdin.write(keys),
    /** The program itself. */
    pid: async () => (await childProcesses(script.pid ?? 0, ''))[0] ?? 0,
    /** The window is closed: the system tells whatever runs in it. */
    hangUp: () => script.kill('SIGKILL'),
    ended,
    [Symbol.asyncDispose]: async () => {
      script.kill('SIGKILL');
      await ended;
    },
  };
}
