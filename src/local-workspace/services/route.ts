import type { IncomingHttpHeaders } from 'node:http';

/** Who sent a request, as the token says. */
export type User = { readonly id: string; readonly userName: string; readonly displayName: string };

export type RouteRequest = {
  /** Values of the `:name` parts of the path, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; undefined where the request has none. */
  readonly body: unknown;
  /** The fields of the body, on a route that takes a form; empty on others. */
  readonly form: URLSearchParams;
  readonly user: User;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
};

export type Answer =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json: unknown;
      /** What the request's line in the log says besides the usual; never a secret. */
      readonly log?: Readonly<Record<string, string>>;
    }
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly stream: AsyncIterable<string>;
    }
  | {
      readonly status?: number;
      readonly headers: Record<string, string> & { readonly 'content-type': string };
      readonly bytes: AsyncIterable<Uint8Array>;
    };

/** One path of the REST API. A route throws `ApiError` to refuse. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Such as `/api/2.0/sql/statements/:statement_id`. */
  readonly path: string;
  /** Answered without a token: discovery and sign-in only. */
  readonly open?: true;
  /** Takes `application/x-www-form-urlencoded` instead of JSON: OAuth only. */
  readonly form?: true;
  readonly answer: (request: RouteRequest) => Answer | Promise<Answer>;
};
