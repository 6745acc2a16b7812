import { LakegooseError } from '../../base/errors.ts';
import type { Row } from '../../databricks-api/statements.ts';
import { lesser } from '../../sql-guard/policy.ts';
import { collectRows } from '../../statements/collect-rows.ts';
import type { Result } from '../../statements/statement.ts';
import { progressLine } from '../progress.ts';
import type { ToolContext } from '../tool.ts';

export type Value = { readonly name: string; readonly value: string | null };

/** Gives the rows of a constant statement on the system tables. */
export type AskSystem = (text: string, parameters: readonly Value[], signal: AbortSignal) => Promise<readonly Row[]>;

/** Rows of one statement at the most. */
export const rowLimit = 2000;

/**
 * Runs through the guard, as reading only. The scope of the rules does not count: what is read are names, as the lineage
 * API tells them too. A statement that is not finished in time is cancelled, and `lineage.not_in_time` is thrown.
 */
export function askSystem(
  { statements, rules, tags, patienceSeconds, onProgress, note }: Omit<ToolContext, 'client' | 'workingDirectory'>,
  onResult: (result: Pick<Result, 'cutBy' | 'warehouse'>) => void,
): AskSystem {
  const reading = { policy: lesser(rules.policy, 'read'), aiFunctions: 'refuse' } as const;
  const onSubmitted = (one: { class: string; id: string }) => note({ class: one.class, statement_id: one.id });
  return async (text, parameters, signal) => {
    const statement = { text, parameters, rowLimit, results: 'inline', tags, onSubmitted } as const;
    const outcome = await statements.run(statement, reading, {
      signal,
      patienceSeconds: patienceSeconds(),
      onProgress,
    });
    if (outcome.outcome === 'running') {
      // Where it is not acknowledged at once, lakegoose goes on asking for it.
      await statements.cancel(outcome.progress.statementId, { patienceSeconds: 2 }).catch(() => undefined);
      throw new LakegooseError('lineage.not_in_time', { doing: progressLine(outcome.progress) });
    }
    onResult(outcome.result);
    return collectRows(outcome.result, signal);
  };
}
