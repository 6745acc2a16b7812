import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const row = z.object({ sql: z.string(), label: z.string(), expect: z.enum(['allow', 'block']), why: z.string() });

/** The public cases, each with its label and whether anything may ever run it. */
export async function readCorpus(): Promise<readonly z.infer<typeof row>[]> {
  const text = await readFile(join(import.meta.dirname, 'data', 'corpus.jsonl'), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
}
