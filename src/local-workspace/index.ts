import { Engine } from './engine/run/engine.ts';
import type { LocalWorkspace, LocalWorkspaceOptions } from './local-workspace.ts';
import { type Log, openLog } from './services/log.ts';
import { DIRECTORY } from './services/principals.ts';
import { QueryHistory } from './services/query-history.ts';
import { ResultFiles, sweepResults } from './services/results/result-files.ts';
import { seed } from './services/seed/seed.ts';
import { StatementService } from './services/statement-service.ts';
import { WarehouseService } from './services/warehouse-service.ts';

export type { LocalWorkspace, LocalWorkspaceOptions } from './local-workspace.ts';

const RESULT_BYTES = 4 * 1024 ** 3;

/**
 * Starts a workspace that speaks Databricks' REST API on 127.0.0.1 over synthetic data (DESIGN decision 5).
 * Throws LakegooseError `workspace.port_taken`, `workspace.data_not_writable`, `workspace.data_in_use`,
 * `workspace.data_newer`, `workspace.data_broken` or `workspace.log_not_writable`.
 */
export async function startLocalWorkspace(options: LocalWorkspaceOptions = {}): Promise<LocalWorkspace> {
  const log = openLog(options.logFile);
  // Loaded while the engine opens and fills itself on threads of its own.
  const serving = import('./serve.ts');
  serving.catch(() => undefined);
  let engine: Engine | undefined;
  try {
    engine = await Engine.open(
      options.dataDirectory,
      DIRECTORY,
      (lost, error) => tellLoss(options.logFile === undefined ? standardError : log, lost, error),
      options.systemSchemas,
    );
    const history = new QueryHistory(engine.journal, () => statements.underWay());
    const warehouses = new WarehouseService({
      ...options,
      sessions: (id) => statements.underWay().filter(({ asked }) => asked.warehouse_id === id).length,
      onStop: (id) => statements.stopWarehouse(id),
    });
    const statements: StatementService = new StatementService(engine, {
      ready: (id, signal) => warehouses.ready(id, signal),
      onEnd: (record) => {
        history.keep(record);
        warehouses.used(record.asked.warehouse_id ?? '');
      },
      files: new ResultFiles(options.dataDirectory, options.resultBytes ?? RESULT_BYTES),
      ...(options.resultSeconds !== undefined && { keptSeconds: options.resultSeconds }),
      ...(options.statementSeconds !== undefined && { statementSeconds: options.statementSeconds }),
    });
    await seed(engine, statements);
    await sweepResults();
    const { serve } = await serving;
    return await serve({ engine, statements, warehouses, history, log }, options);
  } catch (error) {
    await engine?.close();
    log.close();
    throw error;
  }
}

/** Nobody asked for a log, but this one event has no other place. */
const standardError: Pick<Log, 'write'> = { write: (entry) => process.stderr.write(`${JSON.stringify(entry)}\n`) };

/** What history and lineage could not keep is said where the owner of the data looks; the statements answer all the same. */
function tellLoss(log: Pick<Log, 'write'>, lost: readonly unknown[], error: unknown): void {
  const reason = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
  log.write({ time: new Date().toISOString(), event: 'history_not_kept', rows: lost.length, reason });
}
