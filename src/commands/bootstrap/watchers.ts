import type { runSteps, StepReport } from '../../bootstrap/run-steps.ts';
import type { Step } from '../../bootstrap/step.ts';
import type { Language } from '../../messages/language.ts';
import { say } from '../../messages/say.ts';
import { progressLine } from '../../terminal/progress-line.ts';
import { wordsOf } from '../../terminal/words-of-error.ts';
import type { CommandContext } from '../command.ts';

type Watcher = Parameters<typeof runSteps>[2];

const marks = { done: '✓', unchanged: '·', skipped: '–', failed: '✗' } as const;

/** For people: a line for each step as it ends, and on a terminal what is under way. */
export function list({ stdout, language }: CommandContext): Watcher {
  const progress = progressLine(stdout);
  const show = (step: Step, text: string) => {
    const line = `… ${say(language, step.title)}  ${text}`;
    if (stdout.isTTY) progress.show(line);
    else if (text !== '') stdout.write(`${line}\n`);
  };
  return {
    begins: (step) => show(step, ''),
    tells: (step, code, facts) => show(step, say(language, code, facts)),
    ends: ({ step, outcome }) => {
      progress.clear();
      stdout.write(`${marks[outcome.state]} ${say(language, step.title)}: ${wordsFor(outcome, language)}\n`);
    },
  };
}

/** For machines. */
export function lines({ stdout, language }: CommandContext): Watcher {
  return {
    begins: () => undefined,
    tells: () => undefined,
    ends: ({ step: { name }, outcome, seconds }) => {
      const told = { step: name, state: outcome.state, seconds: Math.round(seconds * 100) / 100 };
      stdout.write(`${JSON.stringify({ ...told, says: wordsFor(outcome, language) })}\n`);
    },
  };
}

function wordsFor(outcome: StepReport['outcome'], language: Language): string {
  return 'error' in outcome ? wordsOf(outcome.error, language) : say(language, outcome.code, outcome.facts);
}
