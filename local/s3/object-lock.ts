import { isLockMode, type DefaultLock } from './bucket-rows.ts';
import { findVersion, parseVersionId } from './get-object.ts';
import { parseRetainUntil } from './object-headers.ts';
import type { ObjectLock, ObjectVersion } from './object-rows.ts';
import { receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Service } from './s3-service.ts';
import { branch, childNamed, childText, leaf, parseXmlDocument } from './xml.ts';

const malformed = (): S3Error =>
  new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

const parseDefault = (source: string): DefaultLock | undefined => {
  const document = parseXmlDocument(source, 'ObjectLockConfiguration');
  if (childText(document, 'ObjectLockEnabled') !== 'Enabled') throw malformed();
  const rule = childNamed(document, 'Rule');
  if (!rule) return undefined;
  const retention = childNamed(rule, 'DefaultRetention');
  const mode = retention && childText(retention, 'Mode');
  const days = retention && childText(retention, 'Days');
  const years = retention && childText(retention, 'Years');
  if (mode === undefined || !isLockMode(mode) || (days === undefined) === (years === undefined)) throw malformed();
  const count = Number(days ?? years);
  if (!Number.isInteger(count) || count < 1)
    throw new S3Error('InvalidArgument', 'Default retention period must be a positive integer value');
  return { mode, count, unit: days === undefined ? 'Years' : 'Days' };
};

export const getObjectLockConfiguration: S3Operation = ({ buckets }, { request }) => {
  const { hasObjectLock, defaultLock } = buckets.get(request.bucket);
  if (!hasObjectLock)
    throw new S3Error(
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
      {
        BucketName: request.bucket,
      },
    );
  const rule = defaultLock
    ? branch(
        'Rule',
        branch('DefaultRetention', leaf('Mode', defaultLock.mode), leaf(defaultLock.unit, defaultLock.count)),
      )
    : '';
  return xmlAnswer('ObjectLockConfiguration', [leaf('ObjectLockEnabled', 'Enabled'), rule]);
};

export const putObjectLockConfiguration: S3Operation = async ({ buckets, catalog }, call) => {
  const lock = parseDefault(await receiveText(call));
  await catalog.commit(() => {
    const bucket = buckets.get(call.request.bucket);
    if (bucket.versioning !== 'Enabled')
      throw new S3Error(
        'InvalidBucketState',
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    buckets.setObjectLock(bucket.name, lock);
  });
  return emptyAnswer(200);
};

/** The version whose lock is meant. Throws `InvalidRequest` when its bucket has no locks. */
const findLockable = (service: S3Service, { request }: S3Call): ObjectVersion => {
  if (!service.buckets.get(request.bucket).hasObjectLock)
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  return findVersion(service, request.bucket, request.key, parseVersionId(request));
};

const notLocked = (): S3Error =>
  new S3Error('NoSuchObjectLockConfiguration', 'The specified object does not have a ObjectLock configuration');

export const getObjectRetention: S3Operation = (service, call) => {
  const { lock } = findLockable(service, call);
  if (!lock.mode) throw notLocked();
  return xmlAnswer('Retention', [
    leaf('Mode', lock.mode),
    leaf('RetainUntilDate', new Date(lock.untilMs).toISOString()),
  ]);
};

/**
 * Object Lock, "Retention modes": a running compliance retention can only be made longer; a governance retention can be
 * shortened or taken away by those who may bypass it, and say so.
 */
const assertMayReplace = (
  old: ObjectLock,
  next: Pick<ObjectLock, 'mode' | 'untilMs'>,
  nowMs: number,
  hasBypass: boolean,
): void => {
  if (!old.mode || old.untilMs <= nowMs) return;
  const isStronger = next.untilMs >= old.untilMs && (next.mode === old.mode || next.mode === 'COMPLIANCE');
  if (isStronger || (old.mode === 'GOVERNANCE' && hasBypass)) return;
  throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.');
};

export const putObjectRetention: S3Operation = async (service, call) => {
  const { request, nowMs } = call;
  const document = parseXmlDocument(await receiveText(call), 'Retention');
  const [mode, until] = [childText(document, 'Mode'), childText(document, 'RetainUntilDate')];
  // An empty document takes the retention away.
  if ((mode === undefined) !== (until === undefined)) throw malformed();
  if (mode !== undefined && !isLockMode(mode)) throw malformed();
  const untilMs = until === undefined ? 0 : parseRetainUntil(until, nowMs);
  const hasBypass = request.header('x-amz-bypass-governance-retention')?.toLowerCase() === 'true';
  await service.catalog.commit(() => {
    const { id, lock } = findLockable(service, call);
    const next = { ...(mode !== undefined && { mode }), untilMs };
    assertMayReplace(lock, next, nowMs, hasBypass);
    service.objects.setLock(id, { ...next, hasLegalHold: lock.hasLegalHold });
  });
  return emptyAnswer(200);
};

export const getObjectLegalHold: S3Operation = (service, call) => {
  const { lock } = findLockable(service, call);
  return xmlAnswer('LegalHold', [leaf('Status', lock.hasLegalHold ? 'ON' : 'OFF')]);
};

export const putObjectLegalHold: S3Operation = async (service, call) => {
  const status = childText(parseXmlDocument(await receiveText(call), 'LegalHold'), 'Status');
  if (status !== 'ON' && status !== 'OFF') throw malformed();
  await service.catalog.commit(() => {
    const { id, lock } = findLockable(service, call);
    service.objects.setLock(id, { ...lock, hasLegalHold: status === 'ON' });
  });
  return emptyAnswer(200);
};
