import { systemErrorCode } from './errors.ts';
import { stripVTControlCharacters } from './node-util.ts';

export type ShellResult =
  | { readonly outcome: 'done'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly outcome: 'not_found' | 'timed_out' | 'cancelled' };

/** Of what a program writes; one that writes more is ended. */
const mostCharacters = 10_000_000;

type Options = {
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
  /** Where it runs; here where nothing is said. */
  readonly directory?: string;
  /** Set besides our own environment; undefined takes a variable away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

/**
 * Runs a program without a shell and without input, and gives what it wrote. Never throws for what the program did: a
 * non-zero exit code is a result. At the time-out, and when `signal` is aborted, it returns at once and the program is
 * killed with all that it started, even where they hold on to its output.
 */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutSeconds, signal, directory, environment }: Options,
): Promise<ShellResult> {
  const limits = [AbortSignal.timeout(Math.max(1, Math.ceil(timeoutSeconds * 1000))), ...(signal ? [signal] : [])];
  const limit = AbortSignal.any(limits);
  // Loaded when it is wanted: most starts of the MCP server run no program.
  const { execa } = await import('execa');
  // A group of its own, so that it can be killed with its children.
  const child = execa(program, [...args], {
    reject: false,
    stdin: 'ignore',
    detached: true,
    maxBuffer: mostCharacters,
    ...(directory === undefined ? {} : { cwd: directory }),
    ...(environment === undefined ? {} : { env: { ...environment } }),
  });
  const cut = Promise.withResolvers<'cut'>();
  const onLimit = () => cut.resolve('cut');
  limit.addEventListener('abort', onLimit, { once: true });
  if (limit.aborted) onLimit();
  const result = await Promise.race([child, cut.promise]);
  limit.removeEventListener('abort', onLimit);
  if (result === 'cut') {
    killGroup(child.pid);
    child.stdout.destroy();
    child.stderr.destroy();
    return { outcome: signal?.aborted ? 'cancelled' : 'timed_out' };
  }
  if (result.code === 'ENOENT' || result.code === 'EACCES') return { outcome: 'not_found' };
  return { outcome: 'done', exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
}

/** The last line that a program wrote, without colours, control characters and its full stop: it goes into a sentence. */
export function lastLine(text: string): string {
  const line = stripVTControlCharacters(text).trim().split('\n').at(-1) ?? '';
  return line
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .replace(/(?<!\.)[.。]$/, '');
}

/** Whether a process of this number runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Kills a detached program with what it started. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}
