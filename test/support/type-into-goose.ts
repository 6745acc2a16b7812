import { execa } from 'execa';

type Session = {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Each is typed once Goose shows its prompt again. */
  readonly lines: readonly string[];
};

// What an interactive Goose writes each time it is ready for a line.
const prompt = 'Enter to send';

/** An interactive session of the real Goose in a pseudo-terminal. Gives what the screen showed. */
export async function typeIntoGoose(goose: string, { directory, environment, lines }: Session): Promise<string> {
  const terminal = execa('script', ['--quiet', '--return', '--command', goose, '/dev/null'], {
    cwd: directory,
    env: { ...environment, TERM: 'xterm' },
    extendEnv: false,
    reject: false,
    timeout: 45_000,
    buffer: false,
  });
  const typed = [...lines, '/exit'];
  let screen = '';
  let answered = 0;
  for await (const chunk of terminal.stdout) {
    screen += String(chunk);
    while (answered < typed.length && screen.split(prompt).length - 1 > answered) {
      terminal.stdin.write(`${typed[answered]}\r`);
      answered++;
    }
  }
  await terminal;
  return screen;
}
