/** A refusal whose body is not the REST API's `error_code` and `message`, as of OAuth (RFC 6749) and SCIM (RFC 7644). */
export class WireError extends Error {
  override readonly name = 'WireError';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
