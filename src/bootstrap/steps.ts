import type { Step } from './step.ts';
import { gooseStep } from './steps/goose.ts';
import { localWorkspaceStep } from './steps/local-workspace.ts';
import { modelStep } from './steps/model.ts';
import { profileStep } from './steps/profile.ts';
import { pythonStep } from './steps/python.ts';
import { selfTestStep } from './steps/self-test.ts';
import { signInStep } from './steps/sign-in.ts';
import { toolsStep } from './steps/tools.ts';
import { workspaceStep } from './steps/workspace.ts';

/** Every step, in the order in which they run. */
export const steps: readonly Step[] = [
  toolsStep,
  pythonStep,
  workspaceStep,
  localWorkspaceStep,
  signInStep,
  modelStep,
  profileStep,
  gooseStep,
  selfTestStep,
];
