import { LakegooseError } from '../base/errors.ts';
import { run } from '../base/shell.ts';
import { reasonOfCli } from './reason-of-cli.ts';

/**
 * Makes a profile the one that the Databricks CLI, the SDKs and notebooks take where nothing names another. Signing in does so
 * for the first profile only. Not stopped by Ctrl-C: it goes with what `.env` says. Throws `login.no_default`.
 */
export async function makeDefault(profile: string): Promise<void> {
  const result = await run('databricks', ['auth', 'switch', '--profile', profile], { timeoutSeconds: 20 });
  if (result.outcome === 'done' && result.exitCode === 0) return;
  const reason = result.outcome === 'done' ? reasonOfCli(result.stderr) : result.outcome;
  throw new LakegooseError('login.no_default', { profile, reason });
}
