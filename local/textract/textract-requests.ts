import { z } from 'zod';
import { ServiceError } from '../states/service-error.ts';

// Requests as the Textract API reference documents them, so far as they are answered here.

const S3Object = z.object({ Bucket: z.string(), Name: z.string(), Version: z.string().optional() });

export const StartRequest = z.object({
  DocumentLocation: z.object({ S3Object }),
  ClientRequestToken: z
    .string()
    .regex(/^[a-zA-Z0-9-_]{1,64}$/)
    .optional(),
  JobTag: z
    .string()
    .regex(/^[a-zA-Z0-9_.\-:]{1,64}$/)
    .optional(),
  NotificationChannel: z.object({ SNSTopicArn: z.string().min(20), RoleArn: z.string().min(20) }).optional(),
});
export type StartRequest = z.infer<typeof StartRequest>;

/** FeatureTypes as StartDocumentAnalysis documents them, but for QUERIES, which need a QueriesConfig, and LAYOUT. */
export const AnalysisRequest = StartRequest.extend({
  FeatureTypes: z.array(z.enum(['FORMS', 'TABLES', 'SIGNATURES'])).min(1),
});

export const GetRequest = z.object({
  JobId: z.string().regex(/^[a-zA-Z0-9-_]{1,64}$/),
  MaxResults: z.int().min(1).optional(),
  NextToken: z.string().min(1).max(255).optional(),
});

export const DetectRequest = z.object({
  Document: z.union([z.object({ Bytes: z.base64() }), z.object({ S3Object })]),
});

/** @throws InvalidParameterException that names the first field that is wrong */
export const parseRequest = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new ServiceError('InvalidParameterException', `Request has invalid parameters${field ? `: ${field}` : ''}`);
};
