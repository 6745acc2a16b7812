import { LakegooseError } from '../base/errors.ts';
import { reasonOfCli } from './reason-of-cli.ts';
import { linkIn } from './sign-in-page.ts';

/** What became of a sign-in that the Databricks CLI gave up, in its words: the last line that it wrote. */
export function loginFailure(host: string, told: string): LakegooseError {
  const reason = reasonOfCli(told);
  // The link is what it still waited for. Whoever opens it now finds nobody there.
  const isLink = linkIn(`${reason} `) !== undefined;
  return new LakegooseError('login.failed', { host, reason: isLink ? 'reason.nobody_came' : reason || '–' });
}
