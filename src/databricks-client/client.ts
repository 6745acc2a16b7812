import type { z } from 'zod';

/** A workspace that can be asked. `databricks-client` knows no settings: who makes it says host and token. */
export type DatabricksClient = {
  /** Such as `https://adb-123.7.azuredatabricks.net`. */
  readonly host: string;
  readonly token: (signal?: AbortSignal) => Promise<string>;
  /** Sent as `User-Agent`, so that the workspace's administrators see who asks. */
  readonly userAgent: string;
};

export type ApiRequest<S extends z.ZodType> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** What the answer must look like. */
  readonly answer: S;
  readonly signal?: AbortSignal;
  /** For the whole call, its retries included. 60 by default. */
  readonly timeoutSeconds?: number;
};
