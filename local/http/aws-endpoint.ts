import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJsonProtocol } from '../states/json-protocol.ts';

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
type Operations = (operation: string, body: unknown) => Promise<unknown>;

/** One port for all of AWS: the target header tells Step Functions and Textract apart, the rest is S3. */
export const awsEndpoint =
  (services: { states: Operations; textract: Operations; s3: RawHandler }): RawHandler =>
  async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('AWSStepFunctions.')) {
      return answerJsonProtocol(request, response, services.states, { targetPrefix: 'AWSStepFunctions' });
    }
    if (target.startsWith('Textract.')) {
      return answerJsonProtocol(request, response, services.textract, {
        targetPrefix: 'Textract',
        contentType: 'application/x-amz-json-1.1',
      });
    }
    return services.s3(request, response);
  };
