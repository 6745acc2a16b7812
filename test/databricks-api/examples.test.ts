import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { repository } from '../support/run-cli.ts';

const example = z.object({ schemas: z.array(z.string()).min(1), source: z.string().min(10), value: z.unknown() });
const folder = join(import.meta.dirname, 'examples');
const rooms = join(repository, 'src/databricks-api');

async function schemas(): Promise<Map<string, z.ZodType>> {
  const found = new Map<string, z.ZodType>();
  for (const file of (await readdir(rooms)).sort()) {
    const exported = z.record(z.string(), z.unknown()).parse({ ...(await import(join(rooms, file))) });
    for (const [name, value] of Object.entries(exported)) if (value instanceof z.ZodType) found.set(name, value);
  }
  return found;
}

const examples = await Promise.all(
  (await readdir(folder)).sort().map(async (file) => {
    const read = example.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    return { file, ...read };
  }),
);

describe('the wire as it was recorded', () => {
  it.each(examples)('$file parses', async ({ schemas: names, value }) => {
    const known = await schemas();
    for (const name of names) {
      const parsed = known.get(name)?.safeParse(value);
      expect(parsed?.error?.issues ?? [], name).toEqual([]);
      expect(parsed, `${name} is no schema`).toBeDefined();
    }
  });

  it('has an example for every schema', async () => {
    const named = new Set(examples.flatMap((one) => one.schemas));
    expect([...(await schemas()).keys()].filter((name) => !named.has(name))).toEqual([]);
  });
});
