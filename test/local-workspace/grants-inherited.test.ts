import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANALYST, INTERN, type People, startWithPeople } from './grants.ts';

const TABLE = 'TABLE main.vault.gold';
const SCHEMA = 'SCHEMA main.vault';
const CATALOG = 'CATALOG main';

/** What one may want to do, the privilege that lets one, and on what it is wanted; `{n}` is a number of its own. */
const ACTS = {
  read: ['SELECT a FROM main.vault.gold', 'SELECT', TABLE],
  write: ['INSERT INTO main.vault.gold VALUES (2)', 'MODIFY', TABLE],
  call: ['SELECT main.vault.melt(1)', 'EXECUTE', 'FUNCTION main.vault.melt'],
  make: ['CREATE TABLE main.vault.t{n} (a INT)', 'CREATE TABLE', SCHEMA],
  grant: [`GRANT SELECT ON ${TABLE} TO \`${ANALYST}\``, 'MANAGE', TABLE],
} as const;
type Act = keyof typeof ACTS;
const ACT_NAMES: readonly Act[] = ['read', 'write', 'call', 'make', 'grant'];

const USE = ['read', 'write', 'call', 'make'] as const;
/** How one comes to it, in statements; and what one may do then. `owner:` is given away and back again. */
const WAYS: readonly (readonly [way: string, given: (act: Act) => string, allowed: readonly Act[]])[] = [
  ['nothing', () => '', []],
  ['it on the catalog', (act) => `${ACTS[act][1]} ON ${CATALOG} TO intern`, ACT_NAMES],
  ['it on the schema', (act) => `${ACTS[act][1]} ON ${SCHEMA} TO intern`, ACT_NAMES],
  ['it on the object', (act) => `${ACTS[act][1]} ON ${ACTS[act][2]} TO intern`, ACT_NAMES],
  ['it for a group', (act) => `${ACTS[act][1]} ON ${ACTS[act][2]} TO analysts`, ACT_NAMES],
  ['it for everyone', (act) => `${ACTS[act][1]} ON ${SCHEMA} TO \`account users\``, ACT_NAMES],
  ['everything on the catalog', () => `ALL PRIVILEGES ON ${CATALOG} TO intern`, USE],
  ['everything on the schema', () => `ALL PRIVILEGES ON ${SCHEMA} TO intern`, USE],
  ['everything on the object', (act) => `ALL PRIVILEGES ON ${ACTS[act][2]} TO intern`, USE],
  ['everything on the object for a group', (act) => `ALL PRIVILEGES ON ${ACTS[act][2]} TO analysts`, USE],
  ['BROWSE', () => `BROWSE ON ${CATALOG} TO intern`, []],
  ['MANAGE on the object', (act) => `MANAGE ON ${ACTS[act][2]} TO intern`, ['grant']],
  ['MANAGE on the catalog', () => `MANAGE ON ${CATALOG} TO intern`, ['grant']],
  ['the object', (act) => `owner: ${ACTS[act][2]} TO intern`, ACT_NAMES],
  ['a group that has the object', (act) => `owner: ${ACTS[act][2]} TO analysts`, ACT_NAMES],
  ['the schema', () => `owner: ${SCHEMA} TO intern`, ['make', 'grant']],
  ['the catalog', () => `owner: ${CATALOG} TO intern`, ['grant']],
];

let people: People;
let count = 0;
beforeAll(async () => {
  people = await startWithPeople();
  for (const statement of [
    'CREATE SCHEMA main.vault',
    'CREATE TABLE main.vault.gold AS SELECT 1 AS a',
    'CREATE FUNCTION main.vault.melt(x INT) RETURN x',
    `GRANT USE CATALOG, USE SCHEMA ON CATALOG main TO \`${INTERN}\``,
  ])
    await people.analyst.rows(statement);
});
afterAll(() => people.workspace.close());

/** Gives what a way says, and takes it away again. */
async function having<Result>(given: string, work: () => Promise<Result>): Promise<Result> {
  if (given === '') return work();
  const named = given.replace(/ TO intern$/, ` TO \`${INTERN}\``);
  const [, securable = '', to = ''] = /^owner: (.*) (TO .*)$/.exec(named) ?? [];
  const isOwner = securable !== '';
  await people.admin.rows(isOwner ? `ALTER ${securable} OWNER ${to}` : `GRANT ${named}`);
  const result = await work();
  const back = isOwner
    ? `ALTER ${securable} OWNER TO \`${ANALYST}\``
    : `REVOKE ${named.replace(/ TO (?=[^ ]+( users`)?$)/, ' FROM ')}`;
  await people.admin.rows(back);
  return result;
}

describe('who may use a schema', () => {
  it.each(WAYS)('and has %s', async (_way, given, allowed) => {
    const done: Act[] = [];
    for (const act of ACT_NAMES) {
      count += 1;
      const [template, privilege] = ACTS[act];
      const message = await having(given(act), () => people.intern.failure(template.replace('{n}', String(count))));
      if (message.startsWith('SUCCEEDED')) done.push(act);
      else expect(message).toContain(`User does not have ${privilege} on `);
    }
    expect(done).toEqual(allowed);
  });

  it('needs that use, whatever else was given', async () => {
    await people.admin.rows(`REVOKE USE CATALOG, USE SCHEMA ON CATALOG main FROM \`${INTERN}\``);
    await people.admin.rows(`GRANT USE CATALOG ON CATALOG main TO \`${INTERN}\``);
    // What is given on the catalog, and on the schema with everything, is that use too.
    const without = WAYS.filter(([way]) => !/catalog$|everything on the schema|^the schema/.test(way));
    for (const act of ['read', 'write', 'call', 'grant'] as const)
      for (const [way, given] of without) {
        const message = await having(given(act), () => people.intern.failure(ACTS[act][0]));
        const expected = expect.stringContaining("User does not have USE SCHEMA on Schema 'main.vault'.");
        expect([act, way, message]).toEqual([act, way, expected]);
      }
  });
});
