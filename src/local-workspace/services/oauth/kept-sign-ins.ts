import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LakegooseError, reasonOf, systemErrorCode } from '../../../base/errors.ts';
import { writeFileWhole } from '../../../base/files.ts';

const signIn = z.object({
  userId: z.string(),
  client: z.string(),
  scopes: z.array(z.string()),
  /** All tokens that came from one sign-in. */
  family: z.string(),
  /** Replaced by a newer one; good for the grace only. */
  used: z.boolean(),
});
export type SignIn = z.infer<typeof signIn>;

const entry = z.object({ digest: z.string(), until: z.number(), signIn });
type Entry = z.infer<typeof entry>;
const file = z.object({ version: z.literal(1), sign_ins: z.array(entry) });

/** Where refresh tokens outlive the process. */
export type KeptSignIns = { read(): readonly Entry[]; write(entries: readonly Entry[]): Promise<void> };

/**
 * `sign-ins.json` in the data directory, readable by its owner only: who has signed in once need not do it again after a
 * restart, as with a real workspace. It holds digests, so that who reads it cannot sign in with it. Without a directory
 * nothing is kept. `read` throws `workspace.data_broken`.
 */
export function keptSignIns(dataDirectory: string | undefined): KeptSignIns {
  if (dataDirectory === undefined) return { read: () => [], write: async () => undefined };
  const path = join(dataDirectory, 'sign-ins.json');
  let last: Promise<void> = Promise.resolve();
  return {
    read: () => {
      try {
        return file.parse(JSON.parse(readFileSync(path, 'utf8'))).sign_ins;
      } catch (error) {
        if (systemErrorCode(error) === 'ENOENT') return [];
        const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : reasonOf(error);
        throw new LakegooseError('workspace.data_broken', { path, reason }, { cause: error });
      }
    },
    write: (entries) => {
      const text = `${JSON.stringify({ version: 1, sign_ins: entries })}\n`;
      const write = () => writeFileWhole(path, text, 0o600);
      last = last.then(write, write);
      return last;
    },
  };
}
