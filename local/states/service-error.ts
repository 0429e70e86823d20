/** An error that an API operation answers with: `type` becomes `__type`, `statusCode` the HTTP status. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly type: string;
  readonly statusCode: number;
  /** Further members of the error body, for example `reason` of a ValidationException. */
  readonly details: Record<string, unknown>;

  constructor(type: string, message: string, statusCode = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.type = type;
    this.statusCode = statusCode;
    this.details = details;
  }
}
