import { S3Error } from './s3-error.ts';
import { branch, childNamed, childrenNamed, leaf, parseXmlDocument, requiredRawText } from './xml.ts';

export type Tag = [name: string, value: string];

/** Objects may have 10 tags, buckets 50. Throws `InvalidTag`. */
const assertTags = (tags: Tag[], maxCount: number): Tag[] => {
  if (tags.length > maxCount) throw new S3Error('InvalidTag', `Object tags cannot be greater than ${maxCount}`);
  if (new Set(tags.map(([name]) => name)).size !== tags.length)
    throw new S3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  for (const [name, value] of tags) {
    if (name === '' || name.length > 128) throw new S3Error('InvalidTag', 'The TagKey you have provided is invalid');
    if (value.length > 256) throw new S3Error('InvalidTag', 'The TagValue you have provided is invalid');
  }
  return tags;
};

export const maxObjectTags = 10;
export const maxBucketTags = 50;

/** Reads `x-amz-tagging`, which is written as a URL query. */
export const parseTagHeader = (text: string | undefined): Tag[] =>
  text === undefined ? [] : assertTags([...new URLSearchParams(text)], maxObjectTags);

/** Reads a `Tagging` document. */
export const parseTagging = (source: string, maxCount: number): Tag[] => {
  const set = childNamed(parseXmlDocument(source, 'Tagging'), 'TagSet');
  const tags = childrenNamed(set ?? { name: '', text: '', children: [] }, 'Tag');
  return assertTags(
    tags.map((tag): Tag => [requiredRawText(tag, 'Key'), requiredRawText(tag, 'Value')]),
    maxCount,
  );
};

export const tagSetXml = (tags: readonly Tag[]): string =>
  branch('TagSet', ...tags.map(([name, value]) => branch('Tag', leaf('Key', name), leaf('Value', value))));
