import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileWhole } from '../../src/base/files.ts';
import { commonLock, withLock } from '../../src/base/lock.ts';
import type { LocalWorkspace } from '../../src/local-workspace/index.ts';
import { REFUSED } from '../../src/local-workspace/server/not-computed.ts';
import { repository } from './run-cli.ts';

const FILE = join(repository, 'docs/parity-witnesses.json');
const logLine = z.looseObject({ method: z.string(), path: z.string(), status: z.number() });
const seenRoute = z.object({ statuses: z.array(z.number()), sent: z.array(z.string()), read: z.array(z.string()) });
const witnessed = z.record(z.string(), z.record(z.string(), seenRoute));
type Fields = Readonly<Record<string, { readonly sent: readonly string[]; readonly read: readonly string[] }>>;

const sorted = <Item>(items: Iterable<Item>): Item[] => [...new Set(items)].sort();

function routeOf(workspace: LocalWorkspace, method: string, path: string): string | undefined {
  const given = (path.split('?')[0] ?? '').split('/');
  const route = [...workspace.routes, ...REFUSED].find(
    (each) =>
      each.method === method &&
      each.path.split('/').length === given.length &&
      each.path.split('/').every((part, index) => part.startsWith(':') || part === given[index]),
  );
  return route && `${route.method} ${route.path}`;
}

/**
 * Writes down which routes a client that we did not write drove, as the workspace's own log tells it, and which fields
 * of the answers it read, where that is known. Only with RECORD_WITNESSES=1; `npm run generate` then writes parity.md.
 */
export async function recordWitness(client: string, workspace: LocalWorkspace, logFile: string, fields: Fields = {}) {
  const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line !== '');
  const routes = new Map<string, { statuses: number[]; sent: string[]; read: string[] }>();
  const at = (method: string, path: string) => {
    const name = routeOf(workspace, method, path);
    if (name === undefined) return undefined;
    const found = routes.get(name) ?? { statuses: [], sent: [], read: [] };
    routes.set(name, found);
    return found;
  };
  for (const line of lines) {
    const { method, path, status } = logLine.parse(JSON.parse(line));
    at(method, path)?.statuses.push(status);
  }
  for (const [call, { sent, read }] of Object.entries(fields)) {
    const [method = '', path = ''] = call.split(' ');
    const route = at(method, path);
    route?.sent.push(...sent);
    route?.read.push(...read);
  }
  if (process.env.RECORD_WITNESSES !== '1') return sorted(routes.keys());
  await withLock(commonLock('witnesses.lock'), { waitSeconds: 60 }, async () => {
    const all = witnessed.parse(JSON.parse(await readFile(FILE, 'utf8').catch(() => '{}')));
    all[client] = Object.fromEntries(
      [...routes]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, { statuses, sent, read }]) => [
          name,
          { statuses: sorted(statuses), sent: sorted(sent), read: sorted(read) },
        ]),
    );
    await writeFileWhole(FILE, `${JSON.stringify(all, undefined, 2)}\n`);
  });
  return sorted(routes.keys());
}
