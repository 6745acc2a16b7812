import { execa } from 'execa';
import { z } from 'zod';
import { repository } from '../../support/run-cli.ts';

const reached = z.object({
  /** What reached the engine when the cell ran. */
  ran: z.array(z.string()),
  /** Constant texts that calls of `sql` are given, with their first and last lines; null where the cell is no Python. */
  read: z.array(z.tuple([z.string(), z.number().nullable(), z.number().nullable()])).nullable(),
  error: z.string().nullable(),
});

/** What real Python makes of cells. */
export async function reachedByPython(cells: readonly string[]) {
  const program = `${repository}/test/notebooks/guard/reached.py`;
  const { stdout } = await execa('python3', ['-B', program, `${repository}/src/local-workspace/python`], {
    input: JSON.stringify(cells),
    maxBuffer: 2 ** 28,
  });
  return z.array(reached).parse(JSON.parse(stdout));
}
