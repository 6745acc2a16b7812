import { LakegooseError } from '../base/errors.ts';
import { apiErrorBody } from '../databricks-api/errors.ts';

/** A request that the workspace refused. */
export class ApiError extends LakegooseError {
  readonly status: number;
  /** The workspace's own code, such as `TABLE_DOES_NOT_EXIST`. Empty where it sent none. */
  readonly errorCode: string;

  constructor(status: number, errorCode: string, message: string, host: string) {
    super(codeOf(status), { status, error_code: errorCode, message, host });
    this.status = status;
    this.errorCode = errorCode;
  }
}

function codeOf(status: number): string {
  if (status === 401) return 'databricks.not_signed_in';
  if (status === 403) return 'databricks.not_permitted';
  if (status === 404) return 'databricks.not_found';
  if (status === 429) return 'databricks.too_many_requests';
  return status >= 500 ? 'databricks.failed' : 'databricks.refused';
}

/** The error in an answer that is not 2xx. Anything that is not the API's own shape is cut to one short line. */
export function apiError(status: number, body: string, host: string): ApiError {
  const parsed = apiErrorBody.safeParse(parseJson(body));
  if (parsed.success) return new ApiError(status, parsed.data.error_code, parsed.data.message, host);
  return new ApiError(
    status,
    '',
    body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200),
    host,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
