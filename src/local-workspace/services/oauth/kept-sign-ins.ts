import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LakegooseError, reasonOf, systemErrorCode } from '../../../base/errors.ts';
import { writeFileWhole } from '../../../base/files.ts';

const shared = {
  digest: z.string(),
  /** When it is forgotten, in milliseconds since 1970. */
  until: z.number(),
  userId: z.string(),
  scopes: z.array(z.string()),
  /** All tokens that came from one sign-in. */
  family: z.string(),
};
const keptAccess = z.object({ ...shared, endsAt: z.number() });
/** `used`: replaced by a newer one, and good for the grace only. */
const keptRefresh = z.object({ ...shared, client: z.string(), used: z.boolean() });
export type KeptAccess = z.infer<typeof keptAccess>;
export type KeptRefresh = z.infer<typeof keptRefresh>;

const file = z.object({ version: z.literal(1), access: z.array(keptAccess), refresh: z.array(keptRefresh) });
type Content = Omit<z.infer<typeof file>, 'version'>;

/** Where tokens outlive the process. */
export type KeptSignIns = {
  /** What was there at the start. */
  readonly read: Content;
  write(changed: Partial<Content>): Promise<void>;
};

/**
 * `sign-ins.json` in the data directory, readable by its owner only: who has signed in once need not do it again after a
 * restart, as with a real workspace. Access tokens are in it too, for the Databricks CLI goes on using its own until
 * shortly before its end, whatever the answer. It holds digests, so that who reads it cannot sign in with it. Without a
 * directory nothing is kept. Throws `workspace.data_broken`.
 */
export function keptSignIns(dataDirectory: string | undefined): KeptSignIns {
  const nothing: Content = { access: [], refresh: [] };
  if (dataDirectory === undefined) return { read: nothing, write: async () => undefined };
  const path = join(dataDirectory, 'sign-ins.json');
  const read = readContent(path) ?? nothing;
  let content = read;
  let last: Promise<void> = Promise.resolve();
  return {
    read,
    write: (changed) => {
      content = { ...content, ...changed };
      const text = `${JSON.stringify({ version: 1, ...content })}\n`;
      const write = () => writeFileWhole(path, text, 0o600);
      last = last.then(write, write);
      return last;
    },
  };
}

function readContent(path: string): Content | undefined {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : reasonOf(error);
    throw new LakegooseError('workspace.data_broken', { path, reason }, { cause: error });
  }
}
