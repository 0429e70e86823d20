import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson, type JsonOperation } from '../states/json-protocol.ts';

type RawHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** One port for all of AWS: the target header tells Step Functions and Textract apart, the rest is S3. */
export const awsEndpoint =
  (services: { states: JsonOperation; textract: JsonOperation; s3: RawHandler }): RawHandler =>
  async (request, response) => {
    const target = String(request.headers['x-amz-target'] ?? '');
    if (target.startsWith('AWSStepFunctions.')) return answerJson(request, response, services.states);
    if (target.startsWith('Textract.')) return answerJson(request, response, services.textract);
    return services.s3(request, response);
  };
