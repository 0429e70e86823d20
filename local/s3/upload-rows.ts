import type { Segment } from './blobs.ts';
import type { Catalog } from './catalog.ts';
import { checksumAlgorithms, type ChecksumAlgorithm, type ChecksumType } from './checksums.ts';
import { lockOf, segmentsOf, segmentsToJson, type ObjectLock } from './object-rows.ts';
import { integerOf, pairsOf, textOf, type Row } from './row.ts';

/** A multipart upload that is neither completed nor aborted. */
export type Upload = {
  id: string;
  bucket: string;
  key: string;
  initiatedMs: number;
  storageClass: string;
  checksumAlgorithm: ChecksumAlgorithm;
  checksumType: ChecksumType;
  /** False when the client named no algorithm, and the one that S3 takes by itself is used. */
  isChecksumAsked: boolean;
  lock: ObjectLock;
  tags: [string, string][];
  headers: [string, string][];
};
export type Part = {
  number: number;
  sizeBytes: number;
  /** Hexadecimal MD5, without quotes. */
  etag: string;
  modifiedMs: number;
  checksumValue: string;
  segments: Segment[];
};

// The stored name has a question mark behind it when nobody asked for the checksum.
const toUpload = (row: Row): Upload => {
  const stored = textOf(row, 'checksum_algorithm');
  return {
    id: textOf(row, 'id'),
    bucket: textOf(row, 'bucket'),
    key: textOf(row, 'key'),
    initiatedMs: integerOf(row, 'initiated_ms'),
    storageClass: textOf(row, 'storage_class'),
    checksumAlgorithm: checksumAlgorithms.find((name) => name === stored.replace('?', '')) ?? 'CRC64NVME',
    checksumType: textOf(row, 'checksum_type') === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT',
    isChecksumAsked: !stored.endsWith('?'),
    lock: lockOf(row),
    tags: pairsOf(row, 'tags'),
    headers: pairsOf(row, 'headers'),
  };
};

const toPart = (row: Row): Part => ({
  number: integerOf(row, 'number'),
  sizeBytes: integerOf(row, 'size'),
  etag: textOf(row, 'etag'),
  modifiedMs: integerOf(row, 'modified_ms'),
  checksumValue: textOf(row, 'checksum_value'),
  segments: segmentsOf(row),
});

export type UploadRows = ReturnType<typeof openUploadRows>;

/** The multipart uploads under way. Writers must be called inside a transaction. */
export const openUploadRows = ({ db }: Catalog) => {
  const select = db.prepare('SELECT * FROM upload WHERE id = ?');
  const insert = db.prepare(`INSERT INTO upload (id, bucket, key, initiated_ms, storage_class, checksum_algorithm,
    checksum_type, lock_mode, lock_until_ms, legal_hold, tags, headers) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const remove = db.prepare('DELETE FROM upload WHERE id = ?');
  const list = db.prepare(`SELECT * FROM upload WHERE bucket = ?1 AND key >= ?2 AND (key > ?3 OR (key = ?3 AND id > ?4))
    ORDER BY key, id LIMIT ?5`);
  const selectPart = db.prepare('SELECT * FROM part WHERE upload = ? AND number = ?');
  const putPart =
    db.prepare(`INSERT OR REPLACE INTO part (upload, number, size, etag, modified_ms, checksum_value, segments)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const removeParts = db.prepare('DELETE FROM part WHERE upload = ?');
  const listParts = db.prepare('SELECT * FROM part WHERE upload = ? AND number > ? ORDER BY number LIMIT ?');
  const finish = db.prepare(
    'INSERT INTO finished_upload (id, bucket, key, version, finished_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const selectFinished = db.prepare('SELECT version FROM finished_upload WHERE id = ? AND bucket = ? AND key = ?');
  const forget = db.prepare('DELETE FROM finished_upload WHERE finished_ms < ?');

  return {
    find: (id: string): Upload | undefined => {
      const row = select.get(id);
      return row && toUpload(row);
    },
    insert: (upload: Upload): void => {
      const { lock } = upload;
      insert.run(
        upload.id,
        upload.bucket,
        upload.key,
        upload.initiatedMs,
        upload.storageClass,
        upload.checksumAlgorithm + (upload.isChecksumAsked ? '' : '?'),
        upload.checksumType,
        lock.mode ?? '',
        lock.untilMs,
        lock.hasLegalHold ? 1 : 0,
        JSON.stringify(upload.tags),
        JSON.stringify(upload.headers),
      );
    },
    /** Removes the upload and its parts; their bytes are the caller's business. */
    remove: (id: string): void => {
      removeParts.run(id);
      remove.run(id);
    },
    list: (bucket: string, fromKey: string, afterKey: string, afterId: string, limit: number): Upload[] =>
      list.all(bucket, fromKey, afterKey, afterId, limit).map(toUpload),
    part: (id: string, number: number): Part | undefined => {
      const row = selectPart.get(id, number);
      return row && toPart(row);
    },
    putPart: (id: string, part: Part): void => {
      const { number, sizeBytes, etag, modifiedMs, checksumValue, segments } = part;
      putPart.run(id, number, sizeBytes, etag, modifiedMs, checksumValue, segmentsToJson(segments));
    },
    parts: (id: string, afterNumber = 0, limit = -1): Part[] => listParts.all(id, afterNumber, limit).map(toPart),
    /** Remembers what an upload became, so that a repeated completion gets the same answer. */
    finish: (upload: Upload, versionId: string, nowMs: number): void =>
      void finish.run(upload.id, upload.bucket, upload.key, versionId, nowMs),
    finishedVersion: (id: string, bucket: string, key: string): string | undefined => {
      const row = selectFinished.get(id, bucket, key);
      return row && textOf(row, 'version');
    },
    forgetFinishedBefore: (ms: number): void => void forget.run(ms),
  };
};
