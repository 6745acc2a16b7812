import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { systemErrorCode } from '../base/errors.ts';
import { readFileIfThere } from '../base/files.ts';
import { type Settings, schemaName } from './schema.ts';

/** Where administrators set the most that is allowed. Only they may write there. */
export const policyFile = '/etc/lakegoose/policy.yaml';

const policies = ['none', 'read', 'write', 'update'] as const;

/** What the SQL guard lets through; `none` where the administrators' file cannot be read. */
export type GuardRules = {
  readonly policy: (typeof policies)[number];
  /** The most that a setting may allow, where the administrators' file says so. */
  readonly ceiling?: 'read' | 'write' | 'update';
  readonly aiFunctions: 'allow' | 'refuse';
  /** `catalog.schema` each. */
  readonly scope?: readonly string[];
};

const ceiling = () =>
  z.strictObject({
    sql_policy: z.enum(['read', 'write', 'update']).default('update'),
    ai_functions: z.enum(['allow', 'refuse']).default('allow'),
    sql_scope: z.array(z.string().transform((name, check) => schemaName(name) ?? refuse(check))).optional(),
  });

function refuse(check: z.RefinementCtx): never {
  check.addIssue({ code: 'custom' });
  return z.NEVER;
}

/** The rules of the settings, made no wider than the administrators' file. A file that cannot be read refuses everything. */
export async function guardRules(settings: Settings, path: string): Promise<GuardRules> {
  const policy = settings.LAKEGOOSE_SQL_POLICY ?? 'read';
  const aiFunctions = settings.LAKEGOOSE_AI_FUNCTIONS ?? 'allow';
  const scope = settings.LAKEGOOSE_SQL_SCOPE;
  const limit = await readCeiling(path);
  if (limit === 'unreadable') return { policy: 'none', aiFunctions: 'refuse', scope: [] };
  const wished = { policy, aiFunctions, ...(scope === undefined ? {} : { scope }) };
  if (limit === undefined) return wished;
  const limits = limit.sql_scope && [...new Set(limit.sql_scope)];
  const narrowed = limits === undefined ? scope : limits.filter((name) => scope === undefined || scope.includes(name));
  return {
    policy: policies.indexOf(policy) <= policies.indexOf(limit.sql_policy) ? policy : limit.sql_policy,
    ceiling: limit.sql_policy,
    aiFunctions: limit.ai_functions === 'refuse' ? 'refuse' : aiFunctions,
    ...(narrowed === undefined ? {} : { scope: narrowed }),
  };
}

async function readCeiling(path: string): Promise<z.output<ReturnType<typeof ceiling>> | 'unreadable' | undefined> {
  try {
    const text = await readFileIfThere(path);
    // Loaded when it is wanted: most machines have no such file, and the MCP server is to start fast.
    if (text !== undefined) return ceiling().parse((await import('yaml')).parse(text));
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
