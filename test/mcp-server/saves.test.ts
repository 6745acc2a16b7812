import { expect, test } from 'vitest';
import { Saves } from '../../src/mcp-server/saves.ts';
import type { Result } from '../../src/statements/statement.ts';
import { gate } from '../support/gate.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const gone = new AbortController().signal;

/** A result of one row, which comes when `opened` says so. */
function resultOf(statementId: string, opened: Promise<void>): Result {
  return {
    statementId,
    warehouse: { id: 'w', chosen: false },
    columns: [{ name: 'n', position: 0, type_name: 'INT', type_text: 'INT' }],
    rowCount: 1,
    batches: async function* () {
      await opened;
      yield [['1']];
    },
    arrow: () => {
      throw new Error('not asked for');
    },
  };
}

test('a file that is still being written is not forgotten, however many others come', async () => {
  await using folder = await temporaryDirectory();
  const [held, saves] = [gate(), new Saves()];
  const place = (name: string) => ({ directory: folder.path, name });
  const slow = place('slow.csv');
  await saves.save(slow, resultOf('slow', held.opened), { seconds: 0.01, gone });
  for (let file = 0; file < 120; file++) {
    await saves.save(place(`${file}.csv`), resultOf(`${file}`, Promise.resolve()), { seconds: 0, gone });
  }
  expect(await saves.wait(slow, 'slow', { seconds: 0.01, gone })).toMatchObject({ rows: 0 });
  held.open();
  expect(await saves.wait(slow, 'slow', { seconds: 10, gone })).toMatchObject({ rows: 1 });
  await saves.close();
});
