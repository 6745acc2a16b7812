import { LakegooseError } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import { type Check, failed, ok } from '../check.ts';

/** The host of the workspace answers, and as a workspace does. */
export const hostCheck: Check = {
  name: 'host',
  title: 'doctor.host',
  needs: ['settings', 'network'],
  run: async ({ known, seconds }) => {
    const { host } = await known.workspace();
    const answer = await known.greeting().catch((error: unknown) => error);
    if (!isAnswer(answer)) {
      if (!(answer instanceof LakegooseError)) throw answer;
      if (answer.code === 'databricks.too_large') return failed('doctor.host_page', { host, status: '–' });
      if (answer.code !== 'databricks.timed_out') throw answer;
      return failed('doctor.host_silent', { host, seconds });
    }
    const { status, text } = answer;
    if (status < 400 && parseJson(text) === undefined) return failed('doctor.host_page', { host, status });
    if (status >= 500) return failed('doctor.host_broken', { host, status });
    return ok('doctor.host_answers', { host });
  },
};

function isAnswer(answer: unknown): answer is { readonly status: number; readonly text: string } {
  return typeof answer === 'object' && answer !== null && 'status' in answer && 'text' in answer;
}
