import { join } from 'node:path';
import type { Engine } from './engine/run/engine.ts';
import type { LocalWorkspace, LocalWorkspaceOptions } from './local-workspace.ts';
import { chatRoutes } from './routes/chat.ts';
import { clusterRoutes } from './routes/clusters.ts';
import { commandExecutionRoutes } from './routes/command-execution.ts';
import { discoveryRoutes } from './routes/discovery.ts';
import { externalRoutes } from './routes/external.ts';
import { fileRoutes } from './routes/files.ts';
import { functionRoutes } from './routes/functions.ts';
import { lineageRoutes } from './routes/lineage.ts';
import { metastoreRoutes } from './routes/metastore.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { permissionRoutes } from './routes/permissions.ts';
import { queryHistoryRoutes } from './routes/query-history.ts';
import { scimRoutes } from './routes/scim.ts';
import { statementRoutes } from './routes/statements.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { unityCatalogRoutes } from './routes/unity-catalog.ts';
import { warehouseRoutes } from './routes/warehouses.ts';
import { listen } from './server/listen.ts';
import { CLUSTER_ID, ClusterService } from './services/cluster-service.ts';
import { COMMAND_LIMITS, ContextService } from './services/commands/context-service.ts';
import { ExternalLinks } from './services/external-links.ts';
import { identify } from './services/identify.ts';
import { LOCAL_USER } from './services/local-user.ts';
import type { Log } from './services/log.ts';
import { openSignIn } from './services/oauth/open-sign-in.ts';
import { PermissionsService } from './services/permissions-service.ts';
import { PEOPLE } from './services/principals.ts';
import type { QueryHistory } from './services/query-history.ts';
import type { Route } from './services/route.ts';
import type { StatementService } from './services/statement-service.ts';
import { TokenService } from './services/token-service.ts';
import type { WarehouseService } from './services/warehouse-service.ts';
import { WAREHOUSE_ID } from './services/warehouses.ts';

export type Parts = {
  readonly engine: Engine;
  readonly statements: StatementService;
  readonly warehouses: WarehouseService;
  readonly history: QueryHistory;
  readonly log: Log;
};

/** Answers on 127.0.0.1 until it is closed. */
export async function serve(parts: Parts, options: LocalWorkspaceOptions): Promise<LocalWorkspace> {
  const { engine, statements, warehouses, history, log } = parts;
  const tokens = new TokenService();
  const { signIn, servicePrincipal } = openSignIn(options);
  const { catalog } = engine;
  const pages = { emptyFirst: options.emptyFirstPages === true };
  const cluster = new ClusterService(options.clusterStartSeconds);
  const contexts = new ContextService({
    engine,
    cluster,
    program: options.python,
    folder: join(import.meta.dirname, 'python'),
    limits: { ...COMMAND_LIMITS, ...options.commandLimits },
  });
  let known: readonly Route[] = [];
  const server = await listen(portsOf(options), (port) => {
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
      ...functionRoutes(catalog, pages),
      ...metastoreRoutes(catalog, pages),
      ...permissionRoutes(catalog, new PermissionsService(engine), pages),
      ...lineageRoutes(catalog),
      ...queryHistoryRoutes(history),
      ...clusterRoutes(cluster),
      ...commandExecutionRoutes(contexts),
      ...fileRoutes(contexts.plots),
      ...chatRoutes(),
    ];
    known = routes;
    return { routes, identify: (header, path) => identify(tokens, signIn, header, path), log, port };
  });
  const users = PEOPLE.map((user) => {
    const { token_value: token } = tokens.create(user, 'the local workspace itself', undefined);
    return { userName: user.userName, token };
  });
  const token = users.find(({ userName }) => userName === LOCAL_USER.userName)?.token ?? '';
  const end = async (): Promise<void> => {
    await server.close();
    await contexts.close();
    await statements.close();
    await engine.journal.settled();
    await engine.close();
    log.close();
  };
  let ended: Promise<void> | undefined;
  return {
    host: `http://127.0.0.1:${server.port}`,
    port: server.port,
    token,
    warehouseId: WAREHOUSE_ID,
    clusterId: CLUSTER_ID,
    servicePrincipal,
    users,
    routes: known.map(({ method, path }) => ({ method, path })),
    close: () => {
      ended ??= end();
      return ended;
    },
  };
}

function portsOf({ port, wishedPort = 0 }: LocalWorkspaceOptions): readonly number[] {
  return port === undefined ? [wishedPort, 0] : [port];
}
