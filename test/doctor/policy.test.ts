import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, patient } from './patient.ts';

const stack = new AsyncDisposableStack();
let someone: Awaited<ReturnType<typeof patient>>;
beforeAll(async () => {
  someone = stack.use(await patient({ LAKEGOOSE_WORKSPACE: 'local' }));
});
afterAll(() => stack.disposeAsync());

async function under(file: string | undefined, own: Readonly<Record<string, string>> = {}) {
  const path = join(someone.home, file === undefined ? 'none.yaml' : 'policy.yaml');
  if (file !== undefined) await writeFile(path, file);
  const script = join(import.meta.dirname, 'under-policy.ts');
  const { checks } = answer.parse(JSON.parse(await someone.shell(`${process.execPath} ${script} ${path}`, own)));
  return { path, told: checks.find(({ check }) => check === 'policy') };
}

test('the policy in force, and who says so', async () => {
  expect((await under(undefined)).told).toMatchObject({ state: 'ok', code: 'doctor.policy_usual' });
  const set = { LAKEGOOSE_SQL_POLICY: 'update', LAKEGOOSE_SQL_SCOPE: 'main.sales' };
  expect((await under(undefined, set)).told).toMatchObject({
    state: 'ok',
    says: 'update (LAKEGOOSE_SQL_POLICY). AI functions: allow. Schemas: main.sales.',
  });
  await someone.dotEnv('LAKEGOOSE_SQL_POLICY=write\n');
  expect((await under(undefined)).told?.says).toContain(`write (${join(someone.folder, '.env')})`);
  await someone.dotEnv('');
});

test("the administrators' file limits it; one that cannot be read stops everything, and its repair is enough", async () => {
  const limited = await under('sql_policy: write\n', { LAKEGOOSE_SQL_POLICY: 'update' });
  expect(limited.told?.says).toContain(`${limited.path}`);
  expect(limited.told?.says).toMatch(/^write/);
  const broken = await under('sql_policy: [');
  expect(broken.told).toMatchObject({ state: 'failed', code: 'doctor.policy_unreadable' });
  const [, example = ''] = /such as: (.*)$/.exec(broken.told?.fix ?? '') ?? [];
  expect((await under(`${example}\n`)).told?.says).toMatch(/^read/);
});
