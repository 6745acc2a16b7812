import type { Check } from '../../doctor/check.ts';
import type { CheckReport } from '../../doctor/run-checks.ts';
import { say } from '../../messages/say.ts';
import { progressLine } from '../../terminal/progress-line.ts';
import type { CommandContext } from '../command.ts';

const progressAfterMs = 1000;

/** What is still under way, on a terminal, once it takes longer than a person waits without a word. */
export async function withProgress<T>(
  chosen: readonly Pick<Check, 'name' | 'title'>[],
  { stderr, language }: CommandContext,
  work: (onEnd: (report: CheckReport) => void) => Promise<T>,
): Promise<T> {
  const line = progressLine(stderr);
  const under = new Map(chosen.map(({ name, title }) => [name, title]));
  let isLong = false;
  const show = () => {
    const titles = Array.from(under.values(), (title) => say(language, title)).join(', ');
    if (isLong) line.show(say(language, 'doctor.still', { titles }));
  };
  const timer = setTimeout(() => {
    isLong = true;
    show();
  }, progressAfterMs);
  try {
    return await work(({ check }) => {
      under.delete(check.name);
      show();
    });
  } finally {
    clearTimeout(timer);
    line.clear();
  }
}
