import type { SystemSchema } from './engine/catalog/system-tables.ts';
import { Engine } from './engine/run/engine.ts';
import { chatRoutes } from './routes/chat.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { externalRoutes } from './routes/external.ts';
import { lineageRoutes } from './routes/lineage.ts';
import { metastoreRoutes } from './routes/metastore.ts';
import { type Consent, oidcRoutes } from './routes/oidc.ts';
import { queryHistoryRoutes } from './routes/query-history.ts';
import { scimRoutes } from './routes/scim.ts';
import { statementRoutes } from './routes/statements.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { unityCatalogRoutes } from './routes/unity-catalog.ts';
import { warehouseRoutes } from './routes/warehouses.ts';
import { listen } from './server/listen.ts';
import { ExternalLinks } from './services/external-links.ts';
import { identify } from './services/identify.ts';
import { LOCAL_USER } from './services/local-user.ts';
import { openLog } from './services/log.ts';
import type { MachineClient } from './services/oauth/machine-clients.ts';
import { openSignIn } from './services/oauth/open-sign-in.ts';
import { QueryHistory } from './services/query-history.ts';
import { ResultFiles } from './services/results/result-files.ts';
import type { Route } from './services/route.ts';
import { seed } from './services/seed/seed.ts';
import { StatementService } from './services/statement-service.ts';
import { TokenService } from './services/token-service.ts';
import { WarehouseService } from './services/warehouse-service.ts';
import { WAREHOUSE_ID } from './services/warehouses.ts';

export type LocalWorkspaceOptions = {
  /** 0 or none is a free one. */
  readonly port?: number;
  /** Where no port is given: this one if it is free, else a free one. */
  readonly wishedPort?: number;
  /** Where data is kept between runs; without it everything is in memory. */
  readonly dataDirectory?: string;
  /** One JSON line per request is appended here, without secrets. */
  readonly logFile?: string;
  /** Whether a sign-in in the browser asks (`ask`, the default) or is granted at once. */
  readonly consent?: Consent;
  /** How long an OAuth access token lives: an hour where nothing is said. */
  readonly tokenSeconds?: number;
  /** How long a SQL warehouse takes to start; with this it is stopped at first. */
  readonly coldStartSeconds?: number;
  /** How long the links of EXTERNAL_LINKS work: 900 seconds, and no longer. */
  readonly linkSeconds?: number;
  /** How long a result is kept after success: an hour. */
  readonly resultSeconds?: number;
  /** How many bytes of external results are kept on disk: 4 GiB. */
  readonly resultBytes?: number;
  /** Which schemas of the catalog `system` are switched on: all that there are. */
  readonly systemSchemas?: readonly SystemSchema[];
  /** Begins every list of Unity Catalog with an empty page, as the real API may. */
  readonly emptyFirstPages?: boolean;
};

const RESULT_BYTES = 4 * 1024 ** 3;

export type LocalWorkspace = {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly warehouseId: string;
  /** Who signs in as a machine (OAuth M2M); the secret is a new one at each start. */
  readonly servicePrincipal: MachineClient;
  /** Every path that is answered, in the order in which they are tried. */
  readonly routes: readonly Pick<Route, 'method' | 'path'>[];
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
    engine = await Engine.open(options.dataDirectory, options.systemSchemas);
    const history = new QueryHistory(engine.journal, () => statements.underWay());
    const warehouses = new WarehouseService({
      ...options,
      sessions: (id) => statements.underWay().filter(({ asked }) => asked.warehouse_id === id).length,
    });
    const statements: StatementService = new StatementService(engine, {
      ready: (id, signal) => warehouses.ready(id, signal),
      onEnd: (record) => {
        history.keep(record);
        warehouses.used(record.asked.warehouse_id ?? '');
      },
      files: new ResultFiles(options.dataDirectory, options.resultBytes ?? RESULT_BYTES),
      ...(options.resultSeconds !== undefined && { keptSeconds: options.resultSeconds }),
    });
    await seed(engine, statements);
    return await serve({ engine, statements, warehouses, history, log }, options);
  } catch (error) {
    engine?.close();
    log.close();
    throw error;
  }
}

type Parts = {
  readonly engine: Engine;
  readonly statements: StatementService;
  readonly warehouses: WarehouseService;
  readonly history: QueryHistory;
  readonly log: ReturnType<typeof openLog>;
};

async function serve(parts: Parts, options: LocalWorkspaceOptions): Promise<LocalWorkspace> {
  const { engine, statements, warehouses, history, log } = parts;
  const tokens = new TokenService();
  const { signIn, servicePrincipal } = openSignIn(options);
  const { catalog } = engine;
  const pages = { emptyFirst: options.emptyFirstPages === true };
  let known: readonly Route[] = [];
  const server = await listen(options.port === undefined ? [options.wishedPort ?? 0, 0] : [options.port], (port) => {
    const host = (): string => `http://127.0.0.1:${port()}`;
    const links = new ExternalLinks(host, options.linkSeconds);
    const routes = [
      ...discoveryRoutes(host),
      ...oidcRoutes(signIn, host, options.consent ?? 'ask'),
      ...tokenRoutes(tokens),
      ...scimRoutes(),
      ...warehouseRoutes(warehouses, host),
      ...statementRoutes(statements, links, warehouses),
      ...externalRoutes(statements, links),
      ...unityCatalogRoutes(catalog, pages),
      ...metastoreRoutes(catalog, pages),
      ...lineageRoutes(catalog),
      ...queryHistoryRoutes(history),
      ...chatRoutes(),
    ];
    known = routes;
    return { routes, identify: (header, path) => identify(tokens, signIn, header, path), log, port };
  });
  const { token_value: token } = tokens.create(LOCAL_USER, 'the local workspace itself', undefined);
  const end = async (): Promise<void> => {
    await server.close();
    await statements.close();
    await engine.journal.settled();
    engine.close();
    log.close();
  };
  let ended: Promise<void> | undefined;
  return {
    host: `http://127.0.0.1:${server.port}`,
    port: server.port,
    token,
    warehouseId: WAREHOUSE_ID,
    servicePrincipal,
    routes: known.map(({ method, path }) => ({ method, path })),
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}
