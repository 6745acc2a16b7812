import type { SystemSchema } from './engine/catalog/system-tables.ts';
import type { Consent } from './routes/oidc.ts';
import type { CommandLimits } from './services/commands/context-service.ts';
import type { MachineClient } from './services/oauth/machine-clients.ts';
import type { Route } from './services/route.ts';

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
  /** How long the cluster takes to start; with this it is terminated at first. */
  readonly clusterStartSeconds?: number;
  /** The Python that runs notebooks, as whoever started the workspace; without it none runs. */
  readonly python?: string;
  readonly commandLimits?: Partial<CommandLimits>;
  /** How long the links of EXTERNAL_LINKS work: 900 seconds, and no longer. */
  readonly linkSeconds?: number;
  /** How long a result is kept after success: an hour. */
  readonly resultSeconds?: number;
  /** How long a statement may take: an hour where nothing is said. */
  readonly statementSeconds?: number;
  /** How many bytes of external results are kept on disk: 4 GiB. */
  readonly resultBytes?: number;
  /** Which schemas of the catalog `system` are switched on: all that there are. */
  readonly systemSchemas?: readonly SystemSchema[];
  /** Begins every list of Unity Catalog with an empty page, as the real API may. */
  readonly emptyFirstPages?: boolean;
};

export type LocalWorkspace = {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly host: string;
  readonly port: number;
  readonly token: string;
  readonly warehouseId: string;
  readonly clusterId: string;
  /** Who signs in as a machine (OAuth M2M); the secret is a new one at each start. */
  readonly servicePrincipal: MachineClient;
  /** Everybody who can sign in, each with a personal token; new ones at each start. */
  readonly users: readonly { readonly userName: string; readonly token: string }[];
  /** Every path that is answered, in the order in which they are tried. */
  readonly routes: readonly Pick<Route, 'method' | 'path'>[];
  /** Ends every connection, running statement and the engine. */
  close(): Promise<void>;
};
