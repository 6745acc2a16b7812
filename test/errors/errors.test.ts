import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { categoryByCode, type ErrorCode, isErrorCode } from '../../src/messages/categories.ts';
import { en } from '../../src/messages/en.ts';
import { byGuard } from './by-guard.ts';
import { byCall, byFile, bySettings, bySignIn } from './by-person.ts';
import { byStatement } from './by-statement.ts';
import { byWorkspace } from './by-workspace.ts';
import { openStage, type Provocation, type Stage } from './stage.ts';

/** Each error of the catalogue, for real; one that nobody provokes does not compile. */
const provocations: Readonly<Record<ErrorCode, Provocation>> = {
  ...byWorkspace,
  ...byStatement,
  ...byGuard,
  ...bySignIn,
  ...byFile,
  ...byCall,
  ...bySettings,
};

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

/** The sentence of a code as it is heard, whatever its facts. */
function heard(code: ErrorCode): RegExp {
  const [first = '', ...rest] = en[code].split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^(Error: \\[${categoryByCode[code]}\\] |lakegoose: |  - )${[first, ...rest].join('[^]+?')}`, 'm');
}

describe('the catalogue', () => {
  test.concurrent.each(Object.keys(provocations).filter(isErrorCode))('%s', async (code) => {
    const told = await provocations[code](stage);
    if (typeof told === 'string') expect(told).toMatch(heard(code));
    else expect(told.logged).toBe(code);
  });
});
