import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const source = join(import.meta.dirname, '../../src/egress/set-up.ts');
const program = `const { setUpKeptIn } = await import('${source}');
  const [folder, ...words] = process.argv.slice(1);
  const setUp = setUpKeptIn(folder, '1');
  if (words.includes('close')) setUp.close();
  console.log(setUp.isOpen());`;

test('on a full disk a set-up ends for good, and one that could not begin may begin later', async () => {
  await using folder = await temporaryDirectory();
  const look = (word = '') => `"$NODE" --input-type=module --eval "$PROGRAM" ${folder.path} ${word}`;
  const fill = `cat /dev/zero > ${folder.path}/x 2>/dev/null`;
  const lines = [
    `mount -t tmpfs -o size=64k none ${folder.path}`,
    ...[look(), fill, look('close'), look()],
    ...[`rm ${folder.path}/set-up-1; ${fill}`, look(), `rm ${folder.path}/x`, look()],
  ];
  const env = { NODE: process.execPath, PROGRAM: program };
  const { stdout } = await execa('unshare', ['--mount', 'sh', '-c', lines.join('\n')], { env });
  expect(stdout.split('\n')).toEqual(['true', 'false', 'false', 'false', 'true']);
});
