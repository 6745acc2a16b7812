/** A refused request: HTTP status, `error_code` and `message` of the answer's body. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly errorCode: string;

  constructor(status: number, errorCode: string, message: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }
}

export const invalidValue = (message: string): ApiError => new ApiError(400, 'INVALID_PARAMETER_VALUE', message);
