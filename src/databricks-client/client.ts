import type { z } from 'zod';
import type { Network } from './network.ts';
import type { RequestLine } from './request-line.ts';

/** What proves to a workspace who asks. */
export type Credential = 'cli' | 'token' | 'service_principal';

/** A workspace that can be asked. `databricks-client` knows no settings: who makes it says host and token. */
export type DatabricksClient = {
  /** Such as `https://adb-123.7.azuredatabricks.net`. */
  readonly host: string;
  /** A token that is valid now. `refused` is one that the workspace has just refused: another one is wanted. */
  readonly token: (signal?: AbortSignal, refused?: string) => Promise<string>;
  /** Sent as `User-Agent`, so that the workspace's administrators see who asks. */
  readonly userAgent: string;
  /** What stands behind `token`, so that an error can say what to do. The Databricks CLI where none is given. */
  readonly credential?: Credential;
  /** The way to hosts. Straight, with the certificates of Node.js, where none is given. */
  readonly network?: Network;
  /** Told of each request once it is over. */
  readonly log?: (line: RequestLine) => void;
};

export type ApiRequest<S extends z.ZodType> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** A list is given value by value. */
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: unknown;
  /** What is asked about: a catalog, then the schema and the table in it. An error tells which of them is not there. */
  readonly names?: readonly string[];
  /** What the answer must look like. */
  readonly answer: S;
  readonly signal?: AbortSignal;
  /** Aborted when it is not to be asked again. The attempt under way goes on, unlike with `signal`. */
  readonly lastAttempt?: AbortSignal;
  /** For the whole call, its retries included. 60 by default. */
  readonly timeoutSeconds?: number;
};
