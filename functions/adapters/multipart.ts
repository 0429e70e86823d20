import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  NoSuchUpload,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export type Part = { partNumber: number; etag: string };

/** Uploads that a browser sends part by part to signed addresses, straight to S3. */
export type Multipart = {
  create(bucket: string, key: string, metadata: Record<string, string>): Promise<string>;
  partAddress(bucket: string, key: string, uploadId: string, partNumber: number): Promise<string>;
  /** Completing an upload that is complete already changes nothing. */
  complete(bucket: string, key: string, uploadId: string, parts: readonly Part[]): Promise<void>;
};

// Long enough for a big file on a slow line: the address of the last part waits for all others.
const signedSeconds = 6 * 60 * 60;

export const s3Multipart = (
  // A browser sends the part as it is: no checksum can be computed ahead of it, so none is signed into the address.
  client: S3Client = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
): Multipart => ({
  async create(bucket, key, metadata) {
    const answer = await client.send(
      new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, Metadata: metadata }),
    );
    return answer.UploadId ?? '';
  },

  partAddress: (bucket, key, uploadId, partNumber) =>
    getSignedUrl(
      client,
      new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: partNumber }),
      { expiresIn: signedSeconds },
    ),

  async complete(bucket, key, uploadId, parts) {
    try {
      await client.send(
        new CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: key,
          UploadId: uploadId,
          MultipartUpload: { Parts: parts.map((part) => ({ PartNumber: part.partNumber, ETag: part.etag })) },
        }),
      );
    } catch (error) {
      if (!(error instanceof NoSuchUpload)) throw error;
    }
  },
});
