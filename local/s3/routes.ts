import * as bucket from './bucket-operations.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import { copyObject, uploadPartCopy } from './copy-object.ts';
import * as cors from './cors.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { getObject, headObject } from './get-object.ts';
import { listObjectsV1, listObjectsV2 } from './list-objects.ts';
import { listMultipartUploads } from './list-uploads.ts';
import { listObjectVersions } from './list-versions.ts';
import * as multipart from './multipart.ts';
import { getObjectAttributes } from './object-attributes.ts';
import * as lock from './object-lock.ts';
import * as tagging from './object-tagging.ts';
import { putObject } from './put-object.ts';
import type { S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

type Level = 'service' | 'bucket' | 'object';
/**
 * `sub` is the query parameter that names a sub-resource; empty for the thing itself. `header` tells operations apart
 * that differ in nothing else. The first row that fits wins.
 */
type Route = { method: string; level: Level; sub: string; header?: string; run: S3Operation };

const routes: readonly Route[] = [
  { method: 'GET', level: 'service', sub: '', run: bucket.listBuckets },

  { method: 'GET', level: 'bucket', sub: 'location', run: bucket.getBucketLocation },
  { method: 'GET', level: 'bucket', sub: 'versioning', run: bucket.getBucketVersioning },
  { method: 'PUT', level: 'bucket', sub: 'versioning', run: bucket.putBucketVersioning },
  { method: 'GET', level: 'bucket', sub: 'tagging', run: bucket.getBucketTagging },
  { method: 'PUT', level: 'bucket', sub: 'tagging', run: bucket.putBucketTagging },
  { method: 'DELETE', level: 'bucket', sub: 'tagging', run: bucket.deleteBucketTagging },
  { method: 'GET', level: 'bucket', sub: 'cors', run: cors.getBucketCors },
  { method: 'PUT', level: 'bucket', sub: 'cors', run: cors.putBucketCors },
  { method: 'DELETE', level: 'bucket', sub: 'cors', run: cors.deleteBucketCors },
  { method: 'GET', level: 'bucket', sub: 'notification', run: bucket.getBucketNotification },
  { method: 'PUT', level: 'bucket', sub: 'notification', run: bucket.putBucketNotification },
  { method: 'GET', level: 'bucket', sub: 'object-lock', run: lock.getObjectLockConfiguration },
  { method: 'PUT', level: 'bucket', sub: 'object-lock', run: lock.putObjectLockConfiguration },
  { method: 'GET', level: 'bucket', sub: 'versions', run: listObjectVersions },
  { method: 'GET', level: 'bucket', sub: 'uploads', run: listMultipartUploads },
  { method: 'POST', level: 'bucket', sub: 'delete', run: deleteObjects },
  { method: 'GET', level: 'bucket', sub: 'list-type', run: listObjectsV2 },
  { method: 'GET', level: 'bucket', sub: '', run: listObjectsV1 },
  { method: 'PUT', level: 'bucket', sub: '', run: bucket.createBucket },
  { method: 'HEAD', level: 'bucket', sub: '', run: bucket.headBucket },
  { method: 'DELETE', level: 'bucket', sub: '', run: bucket.deleteBucket },

  { method: 'POST', level: 'object', sub: 'uploads', run: multipart.createMultipartUpload },
  { method: 'PUT', level: 'object', sub: 'uploadId', header: 'x-amz-copy-source', run: uploadPartCopy },
  { method: 'PUT', level: 'object', sub: 'uploadId', run: multipart.uploadPart },
  { method: 'GET', level: 'object', sub: 'uploadId', run: multipart.listParts },
  { method: 'POST', level: 'object', sub: 'uploadId', run: completeMultipartUpload },
  { method: 'DELETE', level: 'object', sub: 'uploadId', run: multipart.abortMultipartUpload },
  { method: 'GET', level: 'object', sub: 'tagging', run: tagging.getObjectTagging },
  { method: 'PUT', level: 'object', sub: 'tagging', run: tagging.putObjectTagging },
  { method: 'DELETE', level: 'object', sub: 'tagging', run: tagging.deleteObjectTagging },
  { method: 'GET', level: 'object', sub: 'retention', run: lock.getObjectRetention },
  { method: 'PUT', level: 'object', sub: 'retention', run: lock.putObjectRetention },
  { method: 'GET', level: 'object', sub: 'legal-hold', run: lock.getObjectLegalHold },
  { method: 'PUT', level: 'object', sub: 'legal-hold', run: lock.putObjectLegalHold },
  { method: 'GET', level: 'object', sub: 'attributes', run: getObjectAttributes },
  { method: 'GET', level: 'object', sub: '', run: getObject },
  { method: 'HEAD', level: 'object', sub: '', run: headObject },
  { method: 'PUT', level: 'object', sub: '', header: 'x-amz-copy-source', run: copyObject },
  { method: 'PUT', level: 'object', sub: '', run: putObject },
  { method: 'DELETE', level: 'object', sub: '', run: deleteObject },
];

/** Every name of a sub-resource that S3 has, here or not: one of them never means the thing itself. */
const subresources = new Set([
  ...routes.map(({ sub }) => sub).filter((sub) => sub !== ''),
  ...'abac accelerate acl analytics annotation append encryption intelligent-tiering inventory legal-hold lifecycle'.split(
    ' ',
  ),
  ...'logging metadataConfiguration metadataInventoryTable metadataJournalTable metadataTable metrics'.split(' '),
  ...'object-lock ownershipControls policy policyStatus publicAccessBlock renameObject replication'.split(' '),
  ...'requestPayment restore retention select session torrent uploads versions website attributes'.split(' '),
]);

/** Parameters without a value that change nothing about which operation is meant. */
const harmless = new Set([
  'prefix',
  'delimiter',
  'marker',
  'start-after',
  'max-keys',
  'encoding-type',
  'fetch-owner',
  'x-id',
]);

const subresourceOf = (request: S3Request): string => {
  for (const [name, value] of request.query) {
    if (subresources.has(name)) return name;
    // A bare name that nobody knows asks for something: refusing is better than overwriting the object.
    if (
      value === '' &&
      !harmless.has(name) &&
      !/^(x-amz-|response-|key-marker|version-id-marker|upload-id-marker)/i.test(name)
    )
      return name;
  }
  return '';
};

/** The operation that a request asks for. Throws `NotImplemented`, `MethodNotAllowed`. */
export const findOperation = (request: S3Request): S3Operation => {
  const level: Level = request.bucket === '' ? 'service' : request.key === '' ? 'bucket' : 'object';
  const sub = subresourceOf(request);
  const candidates = routes.filter((route) => route.level === level && route.sub === sub);
  const route = candidates.find(
    ({ method, header }) => method === request.method && (header === undefined || request.header(header) !== undefined),
  );
  if (route) return route.run;
  if (sub !== '')
    throw new S3Error('NotImplemented', 'A parameter you provided implies functionality that is not implemented.', {
      Parameter: sub,
    });
  throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    Method: request.method,
    ResourceType: level.toUpperCase(),
  });
};
