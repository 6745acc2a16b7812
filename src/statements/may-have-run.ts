import { LakegooseError } from '../base/errors.ts';
import { ApiError } from '../databricks-client/errors.ts';

/** No answer, or none that can be read. */
const unclear = ['cut_may_have_run', 'late_may_have_run', 'odd_answer', 'too_large'];

/** Whether a statement may run on the warehouse although its submission failed. */
export function mayHaveRun(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500;
  return error instanceof LakegooseError && unclear.some((name) => error.code === `databricks.${name}`);
}
