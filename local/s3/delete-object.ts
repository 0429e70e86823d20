import { parseVersionId } from './get-object.ts';
import { receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error, toS3Error } from './s3-error.ts';
import { deleteVersion, originOf, type Deletion } from './write-version.ts';
import { branch, childText, childrenNamed, leaf, parseXmlDocument, requiredRawText } from './xml.ts';

const maxKeysPerRequest = 1000;
const hasBypass = ({ request }: S3Call): boolean =>
  request.header('x-amz-bypass-governance-retention')?.toLowerCase() === 'true';

export const deleteObject: S3Operation = async (service, call) => {
  const { request } = call;
  const ifMatch = request.headers.get('if-match');
  const target = {
    bucket: request.bucket,
    key: request.key,
    versionId: parseVersionId(request),
    hasBypass: hasBypass(call),
    condition: ifMatch === undefined ? {} : { ifMatch },
  };
  const { versionId, isDeleteMarker } = await service.catalog.commit(() =>
    deleteVersion(service, target, originOf(call)),
  );
  return emptyAnswer(204, {
    ...(versionId !== undefined && { 'x-amz-version-id': versionId }),
    ...(isDeleteMarker && { 'x-amz-delete-marker': 'true' }),
  });
};

const deletedXml = (key: string, asked: string | undefined, { versionId, isDeleteMarker }: Deletion): string =>
  branch(
    'Deleted',
    leaf('Key', key),
    leaf('VersionId', asked),
    leaf('DeleteMarker', isDeleteMarker || undefined),
    leaf('DeleteMarkerVersionId', isDeleteMarker ? versionId : undefined),
  );

export const deleteObjects: S3Operation = async (service, call) => {
  const { request } = call;
  const document = parseXmlDocument(await receiveText(call), 'Delete');
  const entries = childrenNamed(document, 'Object').map((entry) => ({
    key: requiredRawText(entry, 'Key'),
    versionId: childText(entry, 'VersionId'),
    ifMatch: childText(entry, 'ETag'),
  }));
  if (entries.length === 0 || entries.length > maxKeysPerRequest)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  service.buckets.get(request.bucket);
  const isQuiet = childText(document, 'Quiet') === 'true';
  const lines = await Promise.all(
    entries.map(async ({ key, versionId, ifMatch }) => {
      const target = {
        bucket: request.bucket,
        key,
        versionId,
        hasBypass: hasBypass(call),
        condition: ifMatch === undefined ? {} : { ifMatch },
      };
      try {
        // One commit for all of them: works of one turn share a transaction, and a refusal undoes only its own key.
        const deletion = await service.catalog.commit(() => deleteVersion(service, target, originOf(call)));
        return isQuiet ? '' : deletedXml(key, versionId, deletion);
      } catch (error) {
        const { code, message } = toS3Error(error);
        return branch(
          'Error',
          leaf('Key', key),
          leaf('VersionId', versionId),
          leaf('Code', code),
          leaf('Message', message),
        );
      }
    }),
  );
  return xmlAnswer('DeleteResult', lines);
};
