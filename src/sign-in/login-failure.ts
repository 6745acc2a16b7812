import { LakegooseError } from '../base/errors.ts';
import { lastLine } from '../base/shell.ts';

/** What became of a sign-in that the Databricks CLI gave up, in its words: the last line that it wrote. */
export function loginFailure(host: string, told: string): LakegooseError {
  const reason = lastLine(told).replace(/^Error: |\.$/g, '');
  return new LakegooseError('login.failed', { host, reason: reason || '–' });
}
