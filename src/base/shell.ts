import { execa } from 'execa';

export type ShellResult =
  | { readonly outcome: 'done'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly outcome: 'not_found' | 'timed_out' | 'cancelled' };

type Options = {
  readonly timeoutSeconds: number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
};

/**
 * Runs a program without a shell and without input, and gives what it wrote. Never throws for what the program did: a
 * non-zero exit code is a result. `environment` is added to this process's own. The program is ended at the time-out.
 */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutSeconds, environment = {}, signal }: Options,
): Promise<ShellResult> {
  const result = await execa(program, [...args], {
    reject: false,
    stdin: 'ignore',
    timeout: timeoutSeconds * 1000,
    env: environment,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  if (result.timedOut) return { outcome: 'timed_out' };
  if (result.isCanceled) return { outcome: 'cancelled' };
  if (result.code === 'ENOENT' || result.code === 'EACCES') return { outcome: 'not_found' };
  return { outcome: 'done', exitCode: result.exitCode ?? 1, stdout: result.stdout, stderr: result.stderr };
}
