import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

export type StoredObject = { body: Uint8Array; etag: string; metadata: Record<string, string>; mediaType: string };
export type ListedObject = { key: string; bytes: number; etag: string; atTime: string };
export type PutOptions = {
  mediaType: string;
  metadata: Record<string, string>;
  /** Write only when the key does not exist. */
  ifAbsent?: boolean;
  /** Write only over exactly this version. */
  ifMatch?: string;
};

/** The few things that the steps need of S3; tests give one in memory. */
export type ObjectStore = {
  get(bucket: string, key: string): Promise<StoredObject | undefined>;
  /** `false` when the condition does not hold; nothing is written then. */
  put(bucket: string, key: string, body: Uint8Array, options: PutOptions): Promise<boolean>;
  list(bucket: string, prefix: string): Promise<ListedObject[]>;
  /** An address that lets a browser read the object for fifteen minutes. */
  signedAddress(bucket: string, key: string, fileName: string, mediaType: string): Promise<string>;
};

const signedSeconds = 15 * 60;

export const s3ObjectStore = (client: S3Client = new S3Client({})): ObjectStore => ({
  async get(bucket, key) {
    try {
      const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!answer.Body) return undefined;
      return {
        body: await answer.Body.transformToByteArray(),
        etag: answer.ETag ?? '',
        metadata: answer.Metadata ?? {},
        mediaType: answer.ContentType ?? 'application/octet-stream',
      };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },

  async put(bucket, key, body, options) {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: options.mediaType,
      Metadata: options.metadata,
      ...(options.ifAbsent ? { IfNoneMatch: '*' } : {}),
      ...(options.ifMatch ? { IfMatch: options.ifMatch } : {}),
    });
    try {
      await client.send(command);
      return true;
    } catch (error) {
      // 412: the condition does not hold. 409: another conditional write of the key is on its way and may win.
      if (error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0)) return false;
      throw error;
    }
  },

  async list(bucket, prefix) {
    const found: ListedObject[] = [];
    let token: string | undefined;
    do {
      const answer = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token ? { ContinuationToken: token } : {}) }),
      );
      for (const object of answer.Contents ?? []) {
        found.push({
          key: object.Key ?? '',
          bytes: object.Size ?? 0,
          etag: object.ETag ?? '',
          atTime: (object.LastModified ?? new Date(0)).toISOString(),
        });
      }
      token = answer.NextContinuationToken;
    } while (token);
    return found;
  },

  signedAddress: (bucket, key, fileName, mediaType) =>
    getSignedUrl(
      client,
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: mediaType,
        ResponseContentDisposition: `inline; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      }),
      { expiresIn: signedSeconds },
    ),
});
