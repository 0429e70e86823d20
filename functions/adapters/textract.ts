import {
  GetDocumentAnalysisCommand,
  GetDocumentTextDetectionCommand,
  StartDocumentAnalysisCommand,
  StartDocumentTextDetectionCommand,
  TextractClient,
  type Block,
} from '@aws-sdk/client-textract';
import type { DetectionFeature } from '../domain/reading-settings.ts';
import { environment } from './env.ts';

export type TextDetection = {
  /** Starts a job, or gives the running one of the same `requestToken`. Completion is told through SNS with `jobTag`. */
  start(request: DetectionRequest): Promise<string>;
  /** All pages of a finished job's result, block by block, and what made them; `features` as the job was started with. */
  blocks(jobId: string, features: readonly DetectionFeature[]): AsyncGenerator<{ engine: string; blocks: Block[] }>;
};

/** Without features it is text detection; with some, document analysis, which costs more and finds the words too. */
export type DetectionRequest = {
  bucket: string;
  key: string;
  jobTag: string;
  requestToken: string;
  features: readonly DetectionFeature[];
};

export const textractDetection = (client: TextractClient = new TextractClient({})): TextDetection => ({
  async start({ bucket, key, jobTag, requestToken, features }) {
    const request = {
      DocumentLocation: { S3Object: { Bucket: bucket, Name: key } },
      JobTag: jobTag,
      ClientRequestToken: requestToken,
      NotificationChannel: {
        SNSTopicArn: environment().TEXT_DETECTION_TOPIC_ARN,
        RoleArn: environment().TEXT_DETECTION_ROLE_ARN,
      },
    };
    const answer =
      features.length === 0
        ? await client.send(new StartDocumentTextDetectionCommand(request))
        : await client.send(new StartDocumentAnalysisCommand({ ...request, FeatureTypes: [...features] }));
    return answer.JobId ?? '';
  },

  async *blocks(jobId, features) {
    let nextToken: string | undefined;
    do {
      const request = { JobId: jobId, MaxResults: 1000, ...(nextToken ? { NextToken: nextToken } : {}) };
      if (features.length === 0) {
        const answer = await client.send(new GetDocumentTextDetectionCommand(request));
        const engine = `Textract text detection ${answer.DetectDocumentTextModelVersion ?? ''}`.trim();
        yield { engine, blocks: answer.Blocks ?? [] };
        nextToken = answer.NextToken;
      } else {
        const answer = await client.send(new GetDocumentAnalysisCommand(request));
        const engine = `Textract document analysis ${answer.AnalyzeDocumentModelVersion ?? ''}`.trim();
        yield { engine: `${engine} (${features.join(', ')})`, blocks: answer.Blocks ?? [] };
        nextToken = answer.NextToken;
      }
    } while (nextToken);
  },
});
