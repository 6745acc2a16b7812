import { LakegooseError } from '../base/errors.ts';
import { lastLine, run } from '../base/shell.ts';

type Account = { readonly host: string; readonly profile: string };

/** Ends the sign-in that the Databricks CLI keeps. The profile stays. Throws `sign_in.no_cli`, `logout.failed`. */
export async function signOut({ host, profile }: Account, signal: AbortSignal): Promise<void> {
  const words = ['auth', 'logout', '--profile', profile, '--auto-approve'];
  const result = await run('databricks', words, { timeoutSeconds: 30, signal });
  signal.throwIfAborted();
  if (result.outcome === 'not_found') throw new LakegooseError('sign_in.no_cli', { host });
  if (result.outcome === 'done' && result.exitCode === 0) return;
  const reason = result.outcome === 'done' ? lastLine(result.stderr) : result.outcome;
  throw new LakegooseError('logout.failed', { host, profile, reason });
}
