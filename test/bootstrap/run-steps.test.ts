import { expect, test } from 'vitest';
import { runSteps } from '../../src/bootstrap/run-steps.ts';
import type { Step } from '../../src/bootstrap/step.ts';

const context = {
  environment: {},
  directory: '/',
  cli: ['lakegoose'] as const,
  signal: new AbortController().signal,
};

function step(name: string, needs: readonly string[], run: Step['run']): Step {
  return { name, title: 'bootstrap.tools', needs, run };
}
const fine: Step['run'] = async () => ({ state: 'done', code: 'bootstrap.ready' });
const broken: Step['run'] = async () => {
  throw new Error('broken');
};

test('a step that fails stops those that need it, and those that need them, and no other', async () => {
  const seen: string[] = [];
  const watcher = {
    begins: ({ name }: Step) => seen.push(name),
    tells: () => undefined,
    ends: () => undefined,
  };
  const steps = [
    step('one', [], broken),
    step('two', ['one'], fine),
    step('three', ['two'], fine),
    step('four', [], fine),
  ];
  const reports = await runSteps(steps, context, watcher);
  expect(reports.map(({ outcome }) => outcome.state)).toEqual(['failed', 'skipped', 'skipped', 'done']);
  expect(reports[1]?.outcome).toMatchObject({ code: 'bootstrap.waits_for', facts: { step: 'one' } });
  expect(reports[2]?.outcome).toMatchObject({ facts: { step: 'two' } });
  expect(seen).toEqual(['one', 'two', 'three', 'four']);
});

test('Ctrl-C ends it between two steps', async () => {
  const interruption = new AbortController();
  const ended: string[] = [];
  const steps = [
    step('one', [], async () => {
      interruption.abort();
      return { state: 'done', code: 'bootstrap.ready' };
    }),
    step('two', [], fine),
  ];
  const watcher = {
    begins: ({ name }: Step) => ended.push(name),
    tells: () => undefined,
    ends: () => undefined,
  };
  await expect(runSteps(steps, { ...context, signal: interruption.signal }, watcher)).rejects.toThrow('aborted');
  expect(ended).toEqual(['one']);
});
