import { findVersion, parseVersionId, versionHeader } from './get-object.ts';
import { receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Call, type S3Operation } from './s3-call.ts';
import type { S3Service } from './s3-service.ts';
import { maxObjectTags, parseTagging, tagSetXml, type Tag } from './tags.ts';

export const getObjectTagging: S3Operation = (service, { request }) => {
  const version = findVersion(service, request.bucket, request.key, parseVersionId(request));
  return xmlAnswer('Tagging', [tagSetXml(version.tags)], versionHeader(service, request.bucket, version.versionId));
};

const setTags = async (service: S3Service, { request }: S3Call, tags: Tag[]): Promise<Record<string, string>> => {
  const version = await service.catalog.commit(() => {
    const found = findVersion(service, request.bucket, request.key, parseVersionId(request));
    service.objects.setTags(found.id, tags);
    return found;
  });
  return versionHeader(service, request.bucket, version.versionId);
};

export const putObjectTagging: S3Operation = async (service, call) =>
  emptyAnswer(200, await setTags(service, call, parseTagging(await receiveText(call), maxObjectTags)));

export const deleteObjectTagging: S3Operation = async (service, call) =>
  emptyAnswer(204, await setTags(service, call, []));
