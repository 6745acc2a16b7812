import { LakegooseError } from '../base/errors.ts';
import { parseJson } from '../base/json.ts';
import { apiErrorBody } from '../databricks-api/errors.ts';
import type { MessageCode } from '../messages/say.ts';
import type { Answer } from './ask.ts';
import type { Credential } from './client.ts';
import { secondsToWait } from './retry.ts';

type Told = {
  readonly status: number;
  readonly errorCode: string;
  readonly message: string;
  /** When to try again, as the workspace said. */
  readonly retryAfter?: string | undefined;
};
type Asked = {
  readonly host: string;
  readonly credential?: Credential;
  /** Catalog, schema and table, as far as the request named them. */
  readonly names?: readonly string[];
};

/** A request that the workspace refused. */
export class ApiError extends LakegooseError {
  readonly status: number;
  /** The workspace's own code, such as `TABLE_DOES_NOT_EXIST`. Empty where it sent none. */
  readonly errorCode: string;
  readonly names: readonly string[];

  constructor({ status, errorCode, message, retryAfter }: Told, { host, credential = 'cli', names = [] }: Asked) {
    const code: MessageCode = status === 401 ? signIn[credential] : codeOf(status);
    const error_code = [`HTTP ${status}`, errorCode].filter(Boolean).join(' ');
    super(code, { status, error_code, message, host, seconds: secondsToWait(retryAfter) });
    this.status = status;
    this.errorCode = errorCode;
    this.names = names;
  }
}

/** What to do about a refused token depends on where it came from. */
const signIn: Readonly<Record<Credential, MessageCode>> = {
  cli: 'databricks.not_signed_in',
  token: 'databricks.token_refused',
  service_principal: 'databricks.service_principal_refused',
};

function codeOf(status: number): MessageCode {
  if (status < 400) return 'databricks.redirected';
  if (status === 403) return 'databricks.not_permitted';
  if (status === 404) return 'databricks.not_found';
  if (status === 429) return 'databricks.too_many_requests';
  if (status === 503) return 'databricks.unavailable';
  return status >= 500 ? 'databricks.failed' : 'databricks.refused';
}

const missing: readonly string[] = ['databricks.not_found', 'databricks.not_permitted', 'databricks.refused'];

/** Whether the workspace has no such thing, or keeps it from this person. */
export function isMissing(error: unknown): error is LakegooseError {
  return error instanceof LakegooseError && missing.includes(error.code);
}

/**
 * The error in an answer that is not 2xx, without `secrets`, which some hosts repeat. Anything that is not the API's own
 * shape is cut to one short line.
 */
export function apiError(
  { status, text, headers }: Pick<Answer, 'status' | 'text' | 'headers'>,
  asked: Asked,
  secrets: readonly string[] = [],
): ApiError {
  const retryAfter = headers['retry-after'];
  const parsed = apiErrorBody.safeParse(parseJson(text));
  if (parsed.success) {
    const { error_code, message } = parsed.data;
    const told = { errorCode: bare(error_code, secrets), message: bare(message, secrets) };
    return new ApiError({ status, retryAfter, ...told }, asked);
  }
  const words = bare(text.slice(0, 10_000), secrets)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
  return new ApiError({ status, retryAfter, errorCode: '', message: words || `HTTP ${status}` }, asked);
}

/** A text without what proves who asks. */
function bare(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '');
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{16,}/gi, '$1 …');
}
