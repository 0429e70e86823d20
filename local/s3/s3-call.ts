import type { PayloadKind } from './authenticate.ts';
import type { BlobReader } from './blob-reader.ts';
import type { S3Request } from './s3-request.ts';
import type { S3Service } from './s3-service.ts';
import { s3Document } from './xml.ts';

/** One request that may pass. */
export type S3Call = {
  request: S3Request;
  requestId: string;
  payload: PayloadKind;
  /** When the request came in: one instant for everything that it writes. */
  nowMs: number;
};

export type S3Answer = {
  status: number;
  headers: Record<string, string>;
  body?: string | Buffer | BlobReader;
};

export type S3Operation = (service: S3Service, call: S3Call) => S3Answer | Promise<S3Answer>;

/** An answer without a body. */
export const emptyAnswer = (status: number, headers: Record<string, string> = {}): S3Answer => ({ status, headers });

/** An answer with an XML document in S3's namespace. */
export const xmlAnswer = (root: string, inner: string[], headers: Record<string, string> = {}): S3Answer => ({
  status: 200,
  headers: { 'content-type': 'application/xml', ...headers },
  body: s3Document(root, ...inner),
});
