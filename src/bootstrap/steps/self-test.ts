import { listTools } from '../../agent-config/list-tools.ts';
import type { Step } from '../step.ts';

const limitSeconds = 20;

/** An agent's first minute: the server of our tools starts, and tells what tools there are. */
export const selfTestStep: Step = {
  name: 'self-test',
  title: 'bootstrap.self_test',
  needs: ['workspace'],
  run: async ({ cli, environment, directory, signal }) => {
    const { length: count } = await listTools({ cli, environment, directory, signal, timeoutSeconds: limitSeconds });
    return { state: 'unchanged', code: 'bootstrap.tools_listed', facts: { count } };
  },
};
