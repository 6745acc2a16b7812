import { expect, test } from 'vitest';
import { chooseModel, isServed } from '../../../src/agent-config/models/choose-model.ts';

test.each([
  [
    ['system.ai.claude-sonnet-4-5', 'system.ai.claude-sonnet-4-6', 'system.ai.claude-opus-4-8'],
    'system.ai.claude-sonnet-4-6',
  ],
  [
    ['system.ai.claude-sonnet-4', 'system.ai.claude-sonnet-4-10', 'system.ai.claude-sonnet-4-9'],
    'system.ai.claude-sonnet-4-10',
  ],
  [['databricks-claude-sonnet-4-5', 'system.ai.claude-sonnet-4-5'], 'system.ai.claude-sonnet-4-5'],
  [['databricks-gpt-5-mini', 'databricks-gpt-5-2', 'databricks-gpt-oss-120b'], 'databricks-gpt-5-2'],
  [['databricks-gemini-2-5-flash', 'databricks-llama-4-maverick'], 'databricks-gemini-2-5-flash'],
  [
    ['databricks-gte-large-en', 'databricks-gemini-3-1-flash-lite-image', 'databricks-llama-4-maverick'],
    'databricks-llama-4-maverick',
  ],
  [['main.models.our-claude-sonnet-4-5'], 'main.models.our-claude-sonnet-4-5'],
])('of %j, %s is taken', (served, chosen) => {
  expect(chooseModel(served)).toBe(chosen);
});

test.each([[[]], [['databricks-gte-large-en']], [['our-own-classifier', 'databricks-bge-large-en']]])(
  'of %j, none calls tools',
  (served) => {
    expect(chooseModel(served)).toBeUndefined();
  },
);

test('a model is served under either of its names, and a retired one is not', () => {
  const served = ['system.ai.claude-sonnet-4-6', 'main.models.ours'];
  expect(isServed('databricks-claude-sonnet-4-6', served)).toBe(true);
  expect(isServed('main.models.ours', served)).toBe(true);
  expect(isServed('databricks-claude-sonnet-4', served)).toBe(false);
});
