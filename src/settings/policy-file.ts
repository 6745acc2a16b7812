import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { systemErrorCode } from '../base/errors.ts';
import { readFileIfThere } from '../base/files.ts';
import { schemaName } from './schema.ts';

/** Where administrators set the most that is allowed. Only they may write there. */
export const policyFile = '/etc/lakegoose/policy.yaml';

/** A name with a point in it, and no address: what the way out of the hardened container lets through. */
export const hostName = () => z.string().regex(/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.[a-z][a-z0-9-]*$/);

const policy = () =>
  z.strictObject({
    sql_policy: z.enum(['read', 'write', 'update']).default('update'),
    ai_functions: z.enum(['allow', 'refuse']).default('allow'),
    sql_scope: z.array(z.string().transform((name, check) => schemaName(name) ?? refuse(check))).optional(),
    results: z.enum(['inline', 'links']).default('links'),
    /** For the hardened container alone: the names it may ask at any time, those besides while it is set up, and which set-up it is. */
    egress: z.array(hostName()).nullish(),
    setup_hosts: z.array(hostName()).nullish(),
    setup_number: z.number().int().min(1).default(1),
    /** For the same container: a company's proxy that its way out asks. */
    proxy: z.url({ protocol: /^https?$/ }).nullish(),
  });

export type PolicyFile = z.output<ReturnType<typeof policy>>;

function refuse(check: z.RefinementCtx): never {
  check.addIssue({ code: 'custom' });
  return z.NEVER;
}

/** What the administrators' file says; undefined where there is none. */
export async function readPolicyFile(path: string): Promise<PolicyFile | 'unreadable' | undefined> {
  try {
    const text = await readFileIfThere(path);
    // Loaded when it is wanted: most machines have no such file, and the MCP server is to start fast.
    if (text !== undefined) return policy().parse((await import('yaml')).parse(text));
    return (await isMissing(path)) ? undefined : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

/** Whether there is nothing at all. A link that leads nowhere, or a file instead of the folder, is a file that should be there. */
async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    return systemErrorCode(error) === 'ENOENT';
  }
}
