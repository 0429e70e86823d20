import type { BucketRow } from './bucket-rows.ts';
import { keyEncoder } from './list-objects.ts';
import { dropUpload } from './multipart.ts';
import { receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Service } from './s3-service.ts';
import { maxBucketTags, parseTagging, tagSetXml } from './tags.ts';
import { ownerXml } from './list-objects.ts';
import { branch, childText, leaf, parseXmlDocument, s3Document } from './xml.ts';

/** Amazon S3, "Bucket naming rules". Throws `InvalidBucketName`. */
export const assertBucketName = (name: string): void => {
  const isGood =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !name.includes('..') && !/^\d+\.\d+\.\d+\.\d+$/.test(name);
  if (!isGood) throw new S3Error('InvalidBucketName', 'The specified bucket is not valid.', { BucketName: name });
};

/** Inside a transaction. */
export const insertBucket = (
  { buckets }: S3Service,
  name: string,
  nowMs: number,
  settings: { isVersioned: boolean; hasObjectLock: boolean },
): void =>
  buckets.insert(name, nowMs, settings.isVersioned || settings.hasObjectLock ? 'Enabled' : '', settings.hasObjectLock);

export const listBuckets: S3Operation = ({ buckets, region }, { request }) => {
  const prefix = request.parameter('prefix') ?? '';
  keyEncoder(request);
  const found = buckets.all().filter(({ name }) => name.startsWith(prefix));
  return xmlAnswer('ListAllMyBucketsResult', [
    ownerXml,
    branch(
      'Buckets',
      ...found.map(({ name, createdMs }) =>
        branch(
          'Bucket',
          leaf('Name', name),
          leaf('CreationDate', new Date(createdMs).toISOString()),
          leaf('BucketRegion', region),
        ),
      ),
    ),
  ]);
};

export const createBucket: S3Operation = async (service, call) => {
  const { request, nowMs } = call;
  const source =
    request.headers.has('content-length') || call.payload.kind === 'chunked' ? await receiveText(call) : '';
  if (source.trim() !== '') {
    const constraint = childText(parseXmlDocument(source, 'CreateBucketConfiguration'), 'LocationConstraint');
    if (constraint && constraint !== service.region)
      throw new S3Error(
        'InvalidArgument',
        `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
      );
  }
  const hasObjectLock = request.header('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  assertBucketName(request.bucket);
  await service.catalog.commit(() => {
    if (service.buckets.find(request.bucket)) {
      // The oldest region answers a repeated creation as if it were the first.
      if (service.region === 'us-east-1') return;
      throw new S3Error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        { BucketName: request.bucket },
      );
    }
    insertBucket(service, request.bucket, nowMs, { isVersioned: false, hasObjectLock });
  });
  return emptyAnswer(200, { location: `/${request.bucket}` });
};

export const headBucket: S3Operation = ({ buckets, region }, { request }) => {
  buckets.get(request.bucket);
  return emptyAnswer(200, { 'x-amz-bucket-region': region, 'x-amz-access-point-alias': 'false' });
};

export const deleteBucket: S3Operation = async (service, { request }) => {
  await service.catalog.commit(() => {
    const { name } = service.buckets.get(request.bucket);
    if (!service.objects.isEmpty(name))
      throw new S3Error('BucketNotEmpty', 'The bucket you tried to delete is not empty', { BucketName: name });
    for (const upload of service.uploads.list(name, '', '', '', -1)) dropUpload(service, upload);
    service.buckets.remove(name);
  });
  return emptyAnswer(204);
};

export const getBucketLocation: S3Operation = ({ buckets, region }, { request }) => {
  buckets.get(request.bucket);
  const constraint = region === 'us-east-1' ? '' : region;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: s3Document('LocationConstraint', constraint),
  };
};

export const getBucketVersioning: S3Operation = ({ buckets }, { request }) => {
  const { versioning } = buckets.get(request.bucket);
  return xmlAnswer('VersioningConfiguration', [leaf('Status', versioning === '' ? undefined : versioning)]);
};

export const putBucketVersioning: S3Operation = async ({ buckets, catalog }, call) => {
  const document = parseXmlDocument(await receiveText(call), 'VersioningConfiguration');
  const status = childText(document, 'Status');
  if (status !== 'Enabled' && status !== 'Suspended')
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  if (childText(document, 'MfaDelete') === 'Enabled')
    throw new S3Error('NotImplemented', 'MFA delete is not implemented.');
  await catalog.commit(() => {
    const bucket = buckets.get(call.request.bucket);
    if (bucket.hasObjectLock && status === 'Suspended')
      throw new S3Error(
        'InvalidBucketState',
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      );
    buckets.setVersioning(bucket.name, status);
  });
  return emptyAnswer(200);
};

export const getBucketTagging: S3Operation = ({ buckets }, { request }) => {
  const { tags } = buckets.get(request.bucket);
  if (tags.length === 0) throw new S3Error('NoSuchTagSet', 'The TagSet does not exist', { BucketName: request.bucket });
  return xmlAnswer('Tagging', [tagSetXml(tags)]);
};

const setTags = async ({ buckets, catalog }: S3Service, name: string, tags: BucketRow['tags']): Promise<void> =>
  catalog.commit(() => buckets.setTags(buckets.get(name).name, tags));

export const putBucketTagging: S3Operation = async (service, call) => {
  await setTags(service, call.request.bucket, parseTagging(await receiveText(call), maxBucketTags));
  return emptyAnswer(204);
};

export const deleteBucketTagging: S3Operation = async (service, { request }) => {
  await setTags(service, request.bucket, []);
  return emptyAnswer(204);
};

/** Every bucket sends its events; there is nothing else to send them to. */
export const getBucketNotification: S3Operation = ({ buckets }, { request }) => {
  buckets.get(request.bucket);
  return xmlAnswer('NotificationConfiguration', ['<EventBridgeConfiguration/>']);
};

export const putBucketNotification: S3Operation = async ({ buckets }, call) => {
  buckets.get(call.request.bucket);
  const document = parseXmlDocument(await receiveText(call), 'NotificationConfiguration');
  if (document.children.some(({ name }) => name !== 'EventBridgeConfiguration'))
    throw new S3Error(
      'NotImplemented',
      'Only the EventBridge configuration is implemented: queues, topics and functions are not told.',
    );
  if (document.children.length === 0)
    throw new S3Error('NotImplemented', 'The events of a bucket cannot be switched off here.');
  return emptyAnswer(200);
};
