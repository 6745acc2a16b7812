import type { Finding } from './classify/finding.ts';

/** What may run, least first. `none` where the rules themselves cannot be read. */
export const policies = ['none', 'read', 'write', 'update'] as const;

export type Policy = (typeof policies)[number];

/** What the guard lets through. */
export type Rules = {
  readonly policy: Policy;
  /** The most that a setting may allow. None: any policy. */
  readonly ceiling?: 'read' | 'write' | 'update';
  readonly aiFunctions: 'allow' | 'refuse';
  /** `catalog.schema` each; every table of a statement must be in one of them. None: any table. */
  readonly scope?: readonly string[];
  /** No result may come by links to a storage, because only the workspace itself may be asked. */
  readonly inlineOnly?: true;
  /** The local workspace runs them, which has no plans and no history of tables: they are no advice there. */
  readonly isLocal?: true;
};

export function allows(policy: Policy, finding: Finding): boolean {
  return (
    policies.indexOf(policy) >= policies.indexOf(neededPolicy(finding) ?? 'update') &&
    neededPolicy(finding) !== undefined
  );
}

/** The least policy that lets a statement through; undefined where none does. */
export function neededPolicy({ class: statementClass, why }: Finding): 'read' | 'write' | 'update' | undefined {
  if (statementClass === 'read') return 'read';
  if (statementClass !== 'write') return undefined;
  return why === 'CHANGES_ROWS' ? 'update' : 'write';
}

/** The lesser of two policies. */
export function lesser(one: Policy, other: Policy): Policy {
  return policies.indexOf(one) <= policies.indexOf(other) ? one : other;
}
