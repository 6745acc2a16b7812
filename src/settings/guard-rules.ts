import { readPolicyFile } from './policy-file.ts';
import type { Settings } from './schema.ts';

const policies = ['none', 'read', 'write', 'update'] as const;

/** What the SQL guard lets through; `none` where the administrators' file cannot be read. */
export type GuardRules = {
  readonly policy: (typeof policies)[number];
  /** The most that a setting may allow, where the administrators' file says so. */
  readonly ceiling?: 'read' | 'write' | 'update';
  readonly aiFunctions: 'allow' | 'refuse';
  /** `catalog.schema` each. */
  readonly scope?: readonly string[];
  /** No result may come by links to a storage, because only the workspace itself may be asked. */
  readonly inlineOnly?: true;
  /** The local workspace is meant. */
  readonly isLocal?: true;
};

/** The rules of the settings, made no wider than the administrators' file. A file that cannot be read refuses everything. */
export async function guardRules(settings: Settings, path: string): Promise<GuardRules> {
  const policy = settings.LAKEGOOSE_SQL_POLICY ?? 'read';
  const aiFunctions = settings.LAKEGOOSE_AI_FUNCTIONS ?? 'allow';
  const scope = settings.LAKEGOOSE_SQL_SCOPE;
  const limit = await readPolicyFile(path);
  if (limit === 'unreadable') return { policy: 'none', aiFunctions: 'refuse', scope: [] };
  const results =
    settings.LAKEGOOSE_RESULTS === 'inline' || limit?.results === 'inline' ? ({ inlineOnly: true } as const) : {};
  const where = settings.LAKEGOOSE_WORKSPACE === 'local' ? ({ isLocal: true } as const) : {};
  const wished = { policy, aiFunctions, ...(scope === undefined ? {} : { scope }), ...results, ...where };
  if (limit === undefined) return wished;
  const limits = limit.sql_scope && [...new Set(limit.sql_scope)];
  const narrowed = limits === undefined ? scope : limits.filter((name) => scope === undefined || scope.includes(name));
  return {
    policy: policies.indexOf(policy) <= policies.indexOf(limit.sql_policy) ? policy : limit.sql_policy,
    ceiling: limit.sql_policy,
    aiFunctions: limit.ai_functions === 'refuse' ? 'refuse' : aiFunctions,
    ...(narrowed === undefined ? {} : { scope: narrowed }),
    ...results,
    ...where,
  };
}
