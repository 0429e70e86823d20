import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { authenticate } from './authenticate.ts';
import { openBlobs, type OpenFile } from './blobs.ts';
import { assertBucketName, insertBucket } from './bucket-operations.ts';
import { openBucketRows, type CorsRule } from './bucket-rows.ts';
import { openCatalog } from './catalog.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import { findVersion } from './get-object.ts';
import { openObjectRows } from './object-rows.ts';
import { openOutbox } from './outbox.ts';
import { isFormPost, postObject } from './post-object.ts';
import { putBuffer } from './put-object.ts';
import { findOperation } from './routes.ts';
import type { S3Answer } from './s3-call.ts';
import { toS3Error } from './s3-error.ts';
import type { PendingS3Event, S3Event } from './s3-event.ts';
import { readS3Request, type S3Request } from './s3-request.ts';
import type { S3Log, S3Service } from './s3-service.ts';
import { errorAnswer, sendAnswer } from './send-answer.ts';
import { openUploadRows } from './upload-rows.ts';

export type S3Options = {
  /** Everything is kept below this folder; one server at a time may have it open. */
  directory: string;
  region: string;
  /** The secret of an access key, or undefined when nobody has this key. */
  credentials: (accessKeyId: string) => string | undefined;
  /** Told of each event after its commit; the event stays pending until `ackEvent`. Without it no events are kept. */
  onEvent?: (event: S3Event, id: number) => void;
  /** Largest body of one request, in bytes; 5 GiB unless told otherwise. An object of many parts may be larger. */
  maxObjectBytes?: number;
  log?: S3Log;
  nowMs?: () => number;
  /** Replaced in tests of a full disk. */
  openFile?: OpenFile;
};

export type StoredS3Object = {
  body: Buffer | Readable;
  sizeBytes: number;
  /** Without quotes. */
  etag: string;
  versionId: string;
  modifiedMs: number;
  contentType: string;
  /** Names without `x-amz-meta-`. */
  metadata: Record<string, string>;
};
export type ListedS3Object = { key: string; sizeBytes: number; etag: string; modifiedMs: number; storageClass: string };

const defaultMaxObjectBytes = 5 * 1024 ** 3;
const rememberFinishedMs = 24 * 60 * 60 * 1000;

/** Opens the S3 endpoint on a folder, which is made when it is not there. */
export const openS3 = (options: S3Options) => {
  const { directory, region, credentials, onEvent, log = () => undefined, nowMs = Date.now } = options;
  mkdirSync(directory, { recursive: true });
  const catalog = openCatalog(path.join(directory, 'catalog.sqlite'));
  const service: S3Service = {
    region,
    maxObjectBytes: options.maxObjectBytes ?? defaultMaxObjectBytes,
    catalog,
    blobs: openBlobs(catalog, path.join(directory, 'blobs'), options.openFile),
    buckets: openBucketRows(catalog),
    objects: openObjectRows(catalog),
    uploads: openUploadRows(catalog),
    outbox: openOutbox(catalog, onEvent, log),
    nowMs,
  };
  const { buckets, blobs, objects, uploads, outbox } = service;

  const start = async (): Promise<number> => {
    await catalog.commit(() => uploads.forgetFinishedBefore(nowMs() - rememberFinishedMs));
    return blobs.sweep();
  };
  /** Number of files that interrupted uploads had left; resolves a little after the start, which does not wait for it. */
  const swept = start().catch((error: unknown) => {
    log('s3.sweep.failed', { error: error instanceof Error ? error.name : 'unknown' });
    return 0;
  });

  const answer = async (request: S3Request, requestId: string): Promise<S3Answer> => {
    if (request.method === 'OPTIONS') return answerPreflight(request, buckets.cors);
    if (isFormPost(request))
      return postObject(service, { request, requestId, payload: { kind: 'unsigned' }, nowMs: nowMs() }, credentials);
    const { payload } = authenticate(request, { credentials, nowMs: nowMs() });
    return findOperation(request)(service, { request, requestId, payload, nowMs: nowMs() });
  };

  /** Answers one raw request: verifies who asks, runs the operation. Never rejects. */
  const handle = async (raw: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    let request: S3Request | undefined;
    let result: S3Answer;
    try {
      request = readS3Request(raw);
      result = await answer(request, requestId);
    } catch (error) {
      const refusal = toS3Error(error);
      if (refusal.status >= 500 && refusal.code !== 'NotImplemented')
        log('s3.failed', { requestId, code: refusal.code, error: error instanceof Error ? error.name : 'unknown' });
      result = errorAnswer(refusal, request?.path ?? '/', requestId);
    }
    const common = { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId, server: 'AmazonS3' };
    const cors = request ? corsHeaders(request, buckets.cors) : {};
    await sendAnswer(raw, response, { ...result, headers: { ...common, ...cors, ...result.headers } }).catch(() =>
      response.destroy(),
    );
  };

  const inProcess = () => ({
    requestId: randomBytes(8).toString('hex').toUpperCase(),
    nowMs: nowMs(),
    sourceIp: '127.0.0.1',
  });

  return {
    handle,
    swept,

    /** Makes a bucket unless it is there already; its settings are then left as they are. */
    createBucket: (name: string, settings: { versioning?: boolean; objectLock?: boolean } = {}): Promise<void> => {
      assertBucketName(name);
      return catalog.commit(() => {
        if (buckets.find(name)) return;
        insertBucket(service, name, nowMs(), {
          isVersioned: settings.versioning ?? false,
          hasObjectLock: settings.objectLock ?? false,
        });
      });
    },

    /** Replaces the CORS rules of a bucket. */
    setCors: (name: string, rules: readonly CorsRule[]): Promise<void> =>
      catalog.commit(() => buckets.setCors(buckets.get(name).name, rules)),

    /** Throws an `S3Error` named `NoSuchBucket`, `NoSuchKey` or `NoSuchVersion`. */
    getObject: (bucket: string, key: string, versionId?: string): StoredS3Object => {
      const version = findVersion(service, bucket, key, versionId);
      const headers = new Map(version.headers);
      const metadata = version.headers.flatMap(([name, value]): [string, string][] =>
        name.startsWith('x-amz-meta-') ? [[name.slice('x-amz-meta-'.length), value]] : [],
      );
      const body = blobs.read(version.segments, 0, version.sizeBytes);
      return {
        body: Buffer.isBuffer(body) ? body : body.stream(),
        sizeBytes: version.sizeBytes,
        etag: version.etag,
        versionId: version.versionId,
        modifiedMs: version.modifiedMs,
        contentType: headers.get('content-type') ?? 'binary/octet-stream',
        metadata: Object.fromEntries(metadata),
      };
    },

    /** Resolves when the object is on the disk. */
    putObject: (
      bucket: string,
      key: string,
      body: Buffer,
      about: { contentType?: string; metadata?: Record<string, string>; ifNoneMatch?: '*'; ifMatch?: string } = {},
    ): Promise<{ etag: string; versionId: string }> => putBuffer(service, bucket, key, body, about, inProcess()),

    /** The latest versions below a prefix, in the order of their keys. Objects written while it runs may or may not show. */
    *listObjects(bucket: string, prefix = ''): Generator<ListedS3Object> {
      buckets.get(bucket);
      let after = '';
      for (;;) {
        const page = objects.listCurrent(bucket, after === '' ? prefix : after, after, 1000);
        for (const { key, sizeBytes, etag, modifiedMs, storageClass } of page) {
          if (!key.startsWith(prefix)) return;
          yield { key, sizeBytes, etag, modifiedMs, storageClass };
          after = key;
        }
        if (page.length < 1000) return;
      }
    },

    /** Events that nobody has acknowledged yet, oldest first: those that a crash kept from their receiver among them. */
    pendingEvents: (): PendingS3Event[] => outbox.pending(),
    ackEvent: (id: number): Promise<void> => outbox.acknowledge(id),

    close: (): void => {
      blobs.close();
      catalog.close();
    },
  };
};
