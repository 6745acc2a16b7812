import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Catalog } from '../src/local-workspace/engine/catalog/catalog.ts';
import { Access } from '../src/local-workspace/engine/grants/access.ts';
import { planStatement } from '../src/local-workspace/engine/plan/plan-statement.ts';

const data = join(import.meta.dirname, '../test/local-workspace/data');
const line = z.object({ sql: z.string(), setup: z.array(z.string()).optional() });
const catalog = new Catalog(new Map());
const access = new Access(catalog.grants, { name: 'bench', groups: [] }, true);

/** From a statement's text to engine SQL, in milliseconds; undefined where that is refused. */
function translation(text: string): number | undefined {
  const began = performance.now();
  try {
    planStatement(
      text,
      [],
      catalog,
      { catalog: 'main', schema: 'default', textLength: text.length, sites: [] },
      access,
    );
  } catch {
    return undefined;
  }
  return performance.now() - began;
}

const ROUNDS = 15;

/** Every statement of the corpus that needs no table: the fastest of several rounds, as other programs take time too. */
function times(): number[] {
  const texts = ['sql-answers', 'cases', 'families', 'oracle', 'by-hand'].flatMap((name) =>
    readFileSync(join(data, `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((text) => line.parse(JSON.parse(text)))
      .flatMap(({ sql, setup }) => (setup ? [] : [sql])),
  );
  const fastest = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const text of texts) {
      const time = translation(text);
      if (time !== undefined) fastest.set(text, Math.min(time, fastest.get(text) ?? time));
    }
  return [...fastest.values()].sort((one, other) => one - other);
}

function print(what: string, milliseconds: number, wanted: number, detail: string): void {
  const verdict = milliseconds <= wanted ? 'ok' : 'TOO MUCH';
  process.stdout.write(
    `translation, ${what}: ${milliseconds.toFixed(3)} ms (wanted <= ${wanted}) ${verdict} - ${detail}\n`,
  );
  if (milliseconds > wanted) process.exitCode = 1;
}

const all = times();
const at = (share: number): number => all[Math.floor(all.length * share)] ?? Number.NaN;
print('the median statement', at(0.5), 0.2, `of ${all.length} statements`);
print('the slowest of 95 in 100', at(0.95), 1, `the slowest of all takes ${at(0.9999).toFixed(2)} ms`);
