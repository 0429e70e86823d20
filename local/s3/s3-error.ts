/** HTTP status of every error code that this endpoint answers with; the codes and numbers are Amazon S3's own. */
const statusOfCode = {
  AccessControlListNotSupported: 400,
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidBucketState: 409,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidStorageClass: 400,
  InvalidTag: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingContentLength: 411,
  NoSuchBucket: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchKey: 404,
  NoSuchObjectLockConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  NotModified: 304,
  ObjectLockConfigurationNotFoundError: 404,
  PreconditionFailed: 412,
  RequestTimeTooSkewed: 403,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  UserKeyMustBeSpecified: 400,
  XAmzContentSHA256Mismatch: 400,
} as const;

export type S3ErrorCode = keyof typeof statusOfCode;

/**
 * A refusal in Amazon S3's own words. `fields` become further elements of the XML body (for example `BucketName`),
 * `headers` further headers of the answer.
 */
export class S3Error extends Error {
  readonly code: S3ErrorCode;
  readonly status: number;
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: S3ErrorCode,
    message: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = statusOfCode[code];
    this.fields = fields;
    this.headers = headers;
  }
}

/** True for the file system's and SQLite's ways of saying that the disk (or the quota) is full. */
const isDiskFull = (error: unknown): boolean => {
  // Not `instanceof Error`: the errors of Node itself belong to another realm when a test runner isolates the code.
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error ? error.code : undefined;
  const sqliteCode = 'errcode' in error ? error.errcode : undefined;
  const sqliteFull = 13;
  return code === 'ENOSPC' || code === 'EDQUOT' || sqliteCode === sqliteFull;
};

/** What the caller is told about `error`: an `S3Error` as it is, a full disk as 503, anything else as 500. */
export const toS3Error = (error: unknown): S3Error => {
  if (error instanceof S3Error) return error;
  if (isDiskFull(error))
    return new S3Error('SlowDown', 'Please reduce your request rate. (No space is left on the disk.)');
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.');
};
