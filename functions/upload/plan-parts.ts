const mebibyte = 1024 * 1024;
/** S3: a part is at least 5 MiB, but for the last; an upload has at most 10,000 parts. */
const smallestPartBytes = 8 * mebibyte;
const mostParts = 10_000;

export type PlannedPart = { partNumber: number; firstByte: number; bytes: number };

/** Cuts a file into parts for a multipart upload. An empty file is one empty part. */
export const planParts = (bytes: number): PlannedPart[] => {
  const partBytes = Math.max(smallestPartBytes, Math.ceil(bytes / mostParts));
  const count = Math.max(1, Math.ceil(bytes / partBytes));
  return Array.from({ length: count }, (_, index) => ({
    partNumber: index + 1,
    firstByte: index * partBytes,
    bytes: Math.min(partBytes, bytes - index * partBytes),
  }));
};
