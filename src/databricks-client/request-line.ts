/** What a log may know of a request: no query, no headers, no bodies, and of a link to a result only its host. */
export type RequestLine = {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** 1 for the first time, 2 for the first repetition, … */
  readonly attempt: number;
  /** Milliseconds until the whole answer was there, or until the request failed. */
  readonly ms: number;
  /** Of HTTP, or the code of the error that kept an answer from coming. */
  readonly outcome: number | string;
  /** The workspace's own name for the request, which its support asks for. */
  readonly request_id?: string;
};
