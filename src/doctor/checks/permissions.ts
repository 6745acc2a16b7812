import type { DatabricksClient } from '../../databricks-client/client.ts';
import { getMetastore } from '../../databricks-client/permissions.ts';
import { listSchemas } from '../../databricks-client/unity-catalog.ts';
import { type Check, ok, warn } from '../check.ts';
import { leastPrivilege } from '../permissions/least-privilege.ts';
import { distinct, type Power, powersOn, type Securable } from '../permissions/powers.ts';

const mostLooked = 50;
const atOnce = 25;
const mostNamed = 5;
/** Nobody writes there. */
const apart: readonly string[] = ['system', 'information_schema'];

/** Whether the person could write or drop without us: the guard is the second line, and their own grants are the first. */
export const permissionsCheck: Check = {
  name: 'permissions',
  title: 'doctor.permissions',
  needs: ['catalogs'],
  run: async ({ known, signal }) => {
    const [client, { name: who, names }] = [await known.client(), await known.user()];
    const [visible, metastore] = await Promise.all([
      securables(client, await known.catalogs(), signal),
      getMetastore(client, signal).catch(() => ({ owner: undefined })),
    ]);
    const { owner = '<administrator>' } = metastore;
    if (names.has(owner)) return warn('doctor.permissions_administrator', { name: who });
    const answers = await inTurns(visible.slice(0, mostLooked), (one) => powersOn(client, one, names, signal));
    const facts = { looked: answers.length, all: visible.length };
    if (facts.looked === 0 && facts.all > 0) return warn('doctor.permissions_unknown', { all: facts.all });
    const powers = distinct(answers.flat());
    if (powers.length === 0) return ok('doctor.permissions_read', facts);
    const script = leastPrivilege(powers, { who, administrator: owner });
    return warn('doctor.permissions_write', { ...facts, where: placesOf(powers) }, script);
  },
};

async function securables(
  client: DatabricksClient,
  catalogs: readonly { readonly name: string; readonly owner?: string | undefined }[],
  signal: AbortSignal,
): Promise<readonly Securable[]> {
  const looked = catalogs.filter(({ name }) => !apart.includes(name));
  // What a catalog does not show is not visible; the others are looked at all the same.
  const schemas = await inTurns(looked.slice(0, mostLooked), ({ name }) => listSchemas(client, name, signal));
  return [
    ...looked.map(({ name, owner }): Securable => ({ type: 'catalog', name, owner })),
    ...schemas
      .flat()
      .filter(({ name }) => !apart.includes(name))
      .map(({ full_name: name, owner }): Securable => ({ type: 'schema', name, owner })),
  ];
}

/** The answers for those that gave one. */
async function inTurns<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: PromiseSettledResult<Answer>[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [place, item] of queue) [answers[place]] = await Promise.allSettled([ask(item)]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
}

/** Such as `main (OWNER), main.sales (MODIFY)`. */
function placesOf(powers: readonly Power[]): string {
  const byName = new Map<string, string[]>();
  for (const { on, privilege = 'OWNER' } of powers) byName.set(on.name, [...(byName.get(on.name) ?? []), privilege]);
  const places = [...byName].map(([name, privileges]) => `${name} (${[...new Set(privileges)].join(', ')})`);
  return places.slice(0, mostNamed).join(', ') + (places.length > mostNamed ? ', …' : '');
}
