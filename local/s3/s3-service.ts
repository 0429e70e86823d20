import type { Blobs } from './blobs.ts';
import type { BucketRows } from './bucket-rows.ts';
import type { Catalog } from './catalog.ts';
import type { ObjectRows } from './object-rows.ts';
import type { Outbox } from './outbox.ts';
import type { UploadRows } from './upload-rows.ts';

/** Told what happens: a name and numbers or ids, never keys or bodies. */
export type S3Log = (message: string, fields: Record<string, string | number>) => void;

/** What every operation works with. */
export type S3Service = {
  region: string;
  /** Largest body of one request. */
  maxObjectBytes: number;
  catalog: Catalog;
  blobs: Blobs;
  buckets: BucketRows;
  objects: ObjectRows;
  uploads: UploadRows;
  outbox: Outbox;
  nowMs: () => number;
};

/** On one machine there is one account. */
export const accountId = '000000000000';
