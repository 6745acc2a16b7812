import { randomUUID } from 'node:crypto';
import { fullName } from '../catalog/entries.ts';
import type { Plan } from '../plan/plan.ts';
import type { JournalRow } from './journal.ts';

type Event = { readonly statementId: string; readonly user: string; readonly at: number };

/** What a statement read and wrote, for `system.access`. */
export function lineageRows(
  plan: Extract<Plan, { kind: 'rows' | 'change' }>,
  typeOf: (fullName: string) => string,
  { statementId, user, at }: Event,
): JournalRow[] {
  const target = plan.kind === 'change' && plan.target ? plan.target : undefined;
  const name = target ? fullName(target) : null;
  const wrote = [name, target ? (target.kind === 'VIEW' ? 'VIEW' : 'TABLE') : null];
  const tail = () => [user, at, statementId, randomUUID()];
  const sources: (string | null)[] = plan.reads.filter((source) => source !== name);
  if (sources.length === 0 && name !== null) sources.push(null);
  const tables = sources.map((source): JournalRow => {
    const cells = [source, source === null ? null : typeOf(source), ...wrote, ...tail()];
    return { table: 'table_lineage', cells };
  });
  const columns = (plan.kind === 'change' ? (plan.columnReads ?? []) : [])
    .filter(({ origin }) => origin.table !== name)
    .map(({ origin, column }): JournalRow => {
      const cells = [origin.table, typeOf(origin.table), origin.column, ...wrote, column, ...tail()];
      return { table: 'column_lineage', cells };
    });
  return [...tables, ...columns];
}
