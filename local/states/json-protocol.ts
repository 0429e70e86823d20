import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from './service-error.ts';

/** AWS limits a request of these services to 1 MB. */
const maxRequestBytes = 1_048_576;

export type JsonProtocolOptions = {
  /** For example `AWSStepFunctions` or `Textract`: the part of `x-amz-target` before the dot. */
  targetPrefix: string;
  /** Prefix of `__type` in errors, for example `com.amazonaws.swf.service.v2.model`. */
  errorNamespace?: string;
  contentType?: 'application/x-amz-json-1.0' | 'application/x-amz-json-1.1';
  maxBytes?: number;
};

/** Step Functions; Textract passes `{ targetPrefix: 'Textract', contentType: 'application/x-amz-json-1.1' }`. */
export const statesProtocol: JsonProtocolOptions = {
  targetPrefix: 'AWSStepFunctions',
  errorNamespace: 'com.amazonaws.swf.service.v2.model',
};

const readBody = async (request: IncomingMessage, maxBytes: number): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBytes) throw new ServiceError('ValidationException', `The request exceeds ${maxBytes} bytes`, 413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const parseBody = (text: string): unknown => {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON');
  }
};

const asServiceError = (error: unknown): ServiceError =>
  error instanceof ServiceError
    ? error
    : new ServiceError(
        'InternalFailure',
        'The request processing has failed because of an unknown error, exception or failure.',
        500,
      );

/**
 * Answers one request of the AWS JSON protocol (1.0 or 1.1): `POST /` with `x-amz-target: Prefix.Operation`.
 * Errors are `{ __type, message }` with the error's status; anything that is not a ServiceError is a 500 without details.
 */
export const answerJsonProtocol = async (
  request: IncomingMessage,
  response: ServerResponse,
  handle: (operation: string, body: unknown) => Promise<unknown>,
  options: JsonProtocolOptions = statesProtocol,
): Promise<void> => {
  const contentType = options.contentType ?? 'application/x-amz-json-1.0';
  const send = (status: number, body: unknown): void => {
    const bytes = Buffer.from(JSON.stringify(body ?? {}));
    response.writeHead(status, {
      'content-type': contentType,
      'content-length': bytes.length,
      'x-amzn-requestid': randomUUID(),
    });
    response.end(bytes);
  };
  try {
    const target = String(request.headers['x-amz-target'] ?? '');
    const [prefix, operation] = target.split('.');
    if (request.method !== 'POST' || prefix !== options.targetPrefix || !operation)
      throw new ServiceError('UnknownOperationException', '');
    const body = parseBody(await readBody(request, options.maxBytes ?? maxRequestBytes));
    send(200, await handle(operation, body));
  } catch (error) {
    const failure = asServiceError(error);
    const type = options.errorNamespace === undefined ? failure.type : `${options.errorNamespace}#${failure.type}`;
    send(failure.statusCode, { __type: type, message: failure.message, ...failure.details });
  }
};
