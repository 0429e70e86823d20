import {
  GetDocumentTextDetectionCommand,
  StartDocumentTextDetectionCommand,
  TextractClient,
  type Block,
} from '@aws-sdk/client-textract';
import { environment } from './env.ts';

export type TextDetection = {
  /** Starts a job, or gives the running one of the same `requestToken`. Completion is told through SNS with `jobTag`. */
  start(bucket: string, key: string, jobTag: string, requestToken: string): Promise<string>;
  /** All pages of a finished job's result, block by block, and what made them. */
  blocks(jobId: string): AsyncGenerator<{ engine: string; blocks: Block[] }>;
};

export const textractDetection = (client: TextractClient = new TextractClient({})): TextDetection => ({
  async start(bucket, key, jobTag, requestToken) {
    const answer = await client.send(
      new StartDocumentTextDetectionCommand({
        DocumentLocation: { S3Object: { Bucket: bucket, Name: key } },
        JobTag: jobTag,
        ClientRequestToken: requestToken,
        NotificationChannel: {
          SNSTopicArn: environment().TEXT_DETECTION_TOPIC_ARN,
          RoleArn: environment().TEXT_DETECTION_ROLE_ARN,
        },
      }),
    );
    return answer.JobId ?? '';
  },

  async *blocks(jobId) {
    let nextToken: string | undefined;
    do {
      const answer = await client.send(
        new GetDocumentTextDetectionCommand({
          JobId: jobId,
          MaxResults: 1000,
          ...(nextToken ? { NextToken: nextToken } : {}),
        }),
      );
      const engine = `Textract text detection ${answer.DetectDocumentTextModelVersion ?? ''}`.trim();
      yield { engine, blocks: answer.Blocks ?? [] };
      nextToken = answer.NextToken;
    } while (nextToken);
  },
});
