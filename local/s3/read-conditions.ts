import { S3Error } from './s3-error.ts';
import { unquote } from './write-version.ts';

export type ReadConditions = {
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
  ifModifiedSince: string | undefined;
  ifUnmodifiedSince: string | undefined;
};
type Validators = { etag: string; modifiedMs: number };
export type ReadVerdict = 'pass' | 'not-modified' | 'failed';

const matches = (list: string, etag: string): boolean =>
  list.split(',').some((item) => item.trim() === '*' || unquote(item.replace(/^\s*W\//, '')) === etag);

/**
 * RFC 9110 section 13.2.2: the etag conditions win over the dates. Dates in headers have whole seconds, so the stored
 * time is cut to whole seconds before it is compared.
 */
export const judgeReadConditions = (conditions: ReadConditions, { etag, modifiedMs }: Validators): ReadVerdict => {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const modified = Math.floor(modifiedMs / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) return 'failed';
  } else if (ifUnmodifiedSince !== undefined && modified > Date.parse(ifUnmodifiedSince)) return 'failed';
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, etag)) return 'not-modified';
  } else if (ifModifiedSince !== undefined && modified <= Date.parse(ifModifiedSince)) return 'not-modified';
  return 'pass';
};

/** As `judgeReadConditions`, for a read. Throws `PreconditionFailed`, `NotModified`. */
export const assertReadConditions = (
  conditions: ReadConditions,
  validators: Validators,
  headers: Record<string, string>,
): void => {
  const verdict = judgeReadConditions(conditions, validators);
  if (verdict === 'not-modified') throw new S3Error('NotModified', 'Not Modified', {}, headers);
  if (verdict === 'failed')
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
};

/**
 * Bytes asked for as `from` (included) and `to` (not included); undefined for the whole object: no range, several, or
 * one that cannot be read. Throws `InvalidRange` when the range has nothing of the object.
 */
export const parseRange = (header: string | undefined, sizeBytes: number): { from: number; to: number } | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const from = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (from >= sizeBytes || from >= to)
    throw new S3Error(
      'InvalidRange',
      'The requested range is not satisfiable',
      {
        RangeRequested: header ?? '',
        ActualObjectSize: String(sizeBytes),
      },
      { 'content-range': `bytes */${sizeBytes}` },
    );
  return { from, to };
};
