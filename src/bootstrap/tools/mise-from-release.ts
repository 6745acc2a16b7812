import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LakegooseError } from '../../base/errors.ts';
import { isThere } from '../../base/files.ts';
import { type Fetching, runFor } from './fetching.ts';
import { kept } from './kept.ts';

const tool = 'mise';
const connectSeconds = '20';

/**
 * mise from its own release, with the checksum that `.devcontainer` pins, for machines that npm does not have it for. Gives
 * the program's path. Throws `tools.no_mise`, `tools.other_content`.
 */
export async function miseFromRelease(fetching: Fetching): Promise<string> {
  const { machine } = fetching;
  const pin = join(fetching.pins, 'mise', `linux-${machine}.sha256`);
  if (!(await isThere(pin))) throw new LakegooseError('tools.no_mise', { machine });
  const folder = await kept({
    name: 'mise',
    pin,
    programs: ['mise'],
    fetching,
    make: async (target) => {
      const [digest = '', address = ''] = (await readFile(pin, 'utf8')).trim().split(/\s+/);
      const archive = join(target, 'mise.tar.gz');
      fetching.tell('tools.fetching', { tool });
      const quiet = ['--fail', '--silent', '--show-error', '--location', '--connect-timeout', connectSeconds];
      await runFor(tool, fetching, ['curl', ...quiet, '--output', archive, address]);
      const found = createHash('sha256')
        .update(await readFile(archive))
        .digest('hex');
      if (found !== digest) throw new LakegooseError('tools.other_content', { tool, address });
      const from = ['--extract', '--gzip', '--no-same-owner', '--file', archive];
      await runFor(tool, fetching, ['tar', ...from, '--directory', target, '--strip-components=2', 'mise/bin/mise']);
      await rm(archive);
    },
  });
  return join(folder, 'mise');
}
