import { Engine } from './engine/run/engine.ts';
import { chatRoutes } from './routes/chat.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { lineageRoutes } from './routes/lineage.ts';
import { scimRoutes } from './routes/scim.ts';
import { statementRoutes } from './routes/statements.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { unityCatalogRoutes } from './routes/unity-catalog.ts';
import { WAREHOUSE_ID, warehouseRoutes } from './routes/warehouses.ts';
import { listen } from './server/listen.ts';
import { openLog } from './services/log.ts';
import { seed } from './services/seed/seed.ts';
import { StatementService } from './services/statement-service.ts';
import { TokenService } from './services/token-service.ts';

export type LocalWorkspaceOptions = {
  /** 0 or none is a free one. */
  readonly port?: number;
  /** Where data is kept between runs; without it everything is in memory. */
  readonly dataDirectory?: string;
  /** One JSON line per request is appended here, without secrets. */
  readonly logFile?: string;
};

export type LocalWorkspace = {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly warehouseId: string;
  /** Ends every connection, running statement and the engine. */
  close(): Promise<void>;
};

/**
 * Starts a workspace that speaks Databricks' REST API on 127.0.0.1 over synthetic data (DESIGN decision 5).
 * Throws LakegooseError `workspace.port_taken`, `workspace.data_not_writable`, `workspace.data_in_use`,
 * `workspace.data_broken` or `workspace.log_not_writable`.
 */
export async function startLocalWorkspace(options: LocalWorkspaceOptions = {}): Promise<LocalWorkspace> {
  const log = openLog(options.logFile);
  let engine: Engine | undefined;
  try {
    engine = await Engine.open(options.dataDirectory);
    const statements = new StatementService(engine);
    await seed(engine, statements);
    return await serve(engine, statements, log, options.port ?? 0);
  } catch (error) {
    engine?.close();
    log.close();
    throw error;
  }
}

async function serve(
  engine: Engine,
  statements: StatementService,
  log: ReturnType<typeof openLog>,
  wanted: number,
): Promise<LocalWorkspace> {
  const tokens = new TokenService();
  const { catalog } = engine;
  const server = await listen(wanted, (port) => {
    const host = (): string => `http://127.0.0.1:${port()}`;
    const routes = [
      ...discoveryRoutes(host),
      ...tokenRoutes(tokens),
      ...scimRoutes(),
      ...warehouseRoutes(host),
      ...statementRoutes(statements, WAREHOUSE_ID),
      ...unityCatalogRoutes(catalog),
      ...lineageRoutes(catalog),
      ...chatRoutes(),
    ];
    return { routes, tokens, log, port };
  });
  const { token_value: token } = tokens.create('the local workspace itself', undefined);
  const end = async (): Promise<void> => {
    await server.close();
    await statements.close();
    engine.close();
    log.close();
  };
  let ended: Promise<void> | undefined;
  return {
    host: `http://127.0.0.1:${server.port}`,
    port: server.port,
    token,
    warehouseId: WAREHOUSE_ID,
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}
