import type { MessageCode } from '../messages/say.ts';
import type { Outcome, Step, StepContext } from './step.ts';

export type StepReport = {
  readonly step: Step;
  readonly seconds: number;
  readonly outcome: Outcome | { readonly state: 'failed'; readonly error: unknown };
};

type Watcher = {
  readonly begins: (step: Step) => void;
  readonly tells: (step: Step, code: MessageCode, facts?: Readonly<Record<string, string | number>>) => void;
  readonly ends: (report: StepReport) => void;
};

/** Runs the steps in their order. One that fails stops only those that need it. */
export async function runSteps(
  steps: readonly Step[],
  context: Omit<StepContext, 'tell'>,
  watcher: Watcher,
): Promise<readonly StepReport[]> {
  const reports: StepReport[] = [];
  const broken = new Set<string>();
  for (const step of steps) {
    context.signal.throwIfAborted();
    const started = performance.now();
    watcher.begins(step);
    const cause = step.needs.find((name) => broken.has(name));
    const tell: StepContext['tell'] = (code, facts) => watcher.tells(step, code, facts);
    const outcome: StepReport['outcome'] =
      cause === undefined
        ? await step.run({ ...context, tell }).catch((error: unknown) => ({ state: 'failed' as const, error }))
        : { state: 'skipped', code: 'bootstrap.waits_for', facts: { step: cause } };
    context.signal.throwIfAborted();
    if ('error' in outcome || cause !== undefined) broken.add(step.name);
    const report = { step, outcome, seconds: (performance.now() - started) / 1000 };
    reports.push(report);
    watcher.ends(report);
  }
  return reports;
}
