import { isLockMode, type LockMode } from './bucket-rows.ts';
import type { Segment } from './blobs.ts';
import type { Catalog } from './catalog.ts';
import { checksumAlgorithms, type Checksum } from './checksums.ts';
import { integerOf, listOf, pairsOf, textOf, type Row } from './row.ts';

/** What protects a version from deletion. */
export type ObjectLock = { mode?: LockMode; untilMs: number; hasLegalHold: boolean };
export type PartSummary = { number: number; sizeBytes: number; checksumValue: string };

/** What lists show of a version. */
export type ListedVersion = {
  /** Grows with every version written, whatever its key. */
  id: number;
  key: string;
  versionId: string;
  isLatest: boolean;
  isDeleteMarker: boolean;
  sizeBytes: number;
  /** Without quotes. */
  etag: string;
  modifiedMs: number;
  storageClass: string;
  checksum: Checksum | undefined;
};

/** A version as it is stored. */
export type ObjectVersion = ListedVersion & {
  bucket: string;
  lock: ObjectLock;
  tags: [string, string][];
  /** Headers given back as they came: content-type and its like, `x-amz-meta-*`, encryption. */
  headers: [string, string][];
  /** Empty unless the object was uploaded in parts. */
  parts: PartSummary[];
  segments: Segment[];
};
export type NewObjectVersion = Omit<ObjectVersion, 'id' | 'isLatest'>;

const listColumns = `id, key, version, latest, delete_marker, size, etag, modified_ms, storage_class,
  checksum_algorithm, checksum_type, checksum_value`;

export const checksumOf = (row: Row): Checksum | undefined => {
  const algorithm = checksumAlgorithms.find((name) => name === textOf(row, 'checksum_algorithm'));
  if (!algorithm) return undefined;
  const type = textOf(row, 'checksum_type') === 'COMPOSITE' ? 'COMPOSITE' : 'FULL_OBJECT';
  return { algorithm, type, value: textOf(row, 'checksum_value') };
};

const toListed = (row: Row): ListedVersion => ({
  id: integerOf(row, 'id'),
  key: textOf(row, 'key'),
  versionId: textOf(row, 'version'),
  isLatest: integerOf(row, 'latest') === 1,
  isDeleteMarker: integerOf(row, 'delete_marker') === 1,
  sizeBytes: integerOf(row, 'size'),
  etag: textOf(row, 'etag'),
  modifiedMs: integerOf(row, 'modified_ms'),
  storageClass: textOf(row, 'storage_class'),
  checksum: checksumOf(row),
});

export const lockOf = (row: Row): ObjectLock => {
  const mode = textOf(row, 'lock_mode');
  return {
    ...(isLockMode(mode) && { mode }),
    untilMs: integerOf(row, 'lock_until_ms'),
    hasLegalHold: integerOf(row, 'legal_hold') === 1,
  };
};

export const segmentsOf = (row: Row): Segment[] =>
  listOf(row, 'segments', ([blob, offset, length]) => ({
    blob: Number(blob),
    offset: Number(offset),
    length: Number(length),
  }));
export const segmentsToJson = (segments: readonly Segment[]): string =>
  JSON.stringify(segments.map(({ blob, offset, length }) => [blob, offset, length]));

const toVersion = (row: Row): ObjectVersion => ({
  ...toListed(row),
  bucket: textOf(row, 'bucket'),
  lock: lockOf(row),
  tags: pairsOf(row, 'tags'),
  headers: pairsOf(row, 'headers'),
  parts: listOf(row, 'parts', ([number, sizeBytes, value]) => ({
    number: Number(number),
    sizeBytes: Number(sizeBytes),
    checksumValue: String(value),
  })),
  segments: segmentsOf(row),
});

export type ObjectRows = ReturnType<typeof openObjectRows>;

/** The versions of all objects. Writers must be called inside a transaction. */
export const openObjectRows = ({ db }: Catalog) => {
  const selectCurrent = db.prepare('SELECT * FROM object WHERE bucket = ? AND key = ? AND latest = 1');
  const selectVersion = db.prepare('SELECT * FROM object WHERE bucket = ? AND key = ? AND version = ?');
  const clearLatest = db.prepare('UPDATE object SET latest = 0 WHERE bucket = ? AND key = ? AND latest = 1');
  const promote = db.prepare(`UPDATE object SET latest = 1 WHERE id =
    (SELECT id FROM object WHERE bucket = ? AND key = ? ORDER BY id DESC LIMIT 1)`);
  const insert = db.prepare(`INSERT INTO object (bucket, key, version, latest, delete_marker, size, etag, modified_ms,
    storage_class, checksum_algorithm, checksum_type, checksum_value, lock_mode, lock_until_ms, legal_hold, tags, headers,
    parts, segments) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const remove = db.prepare('DELETE FROM object WHERE id = ?');
  const updateTags = db.prepare('UPDATE object SET tags = ? WHERE id = ?');
  const updateLock = db.prepare('UPDATE object SET lock_mode = ?, lock_until_ms = ?, legal_hold = ? WHERE id = ?');
  const hasAny = db.prepare('SELECT 1 FROM object WHERE bucket = ? LIMIT 1');
  const listCurrent = db.prepare(`SELECT ${listColumns} FROM object
    WHERE bucket = ? AND latest = 1 AND delete_marker = 0 AND key >= ? AND key > ? ORDER BY key LIMIT ?`);
  const listVersions = db.prepare(`SELECT ${listColumns} FROM object
    WHERE bucket = ?1 AND key >= ?2 AND (key > ?3 OR (key = ?3 AND id < ?4)) ORDER BY key, id DESC LIMIT ?5`);

  const first = (row: Row | undefined): ObjectVersion | undefined => row && toVersion(row);
  return {
    /** The latest version, which may be a delete marker. */
    current: (bucket: string, key: string): ObjectVersion | undefined => first(selectCurrent.get(bucket, key)),
    version: (bucket: string, key: string, versionId: string): ObjectVersion | undefined =>
      first(selectVersion.get(bucket, key, versionId)),
    /** Adds a version, which becomes the latest. Gives its id. */
    insert: (object: NewObjectVersion): number => {
      const { bucket, key, checksum, lock } = object;
      clearLatest.run(bucket, key);
      const { lastInsertRowid } = insert.run(
        bucket,
        key,
        object.versionId,
        object.isDeleteMarker ? 1 : 0,
        object.sizeBytes,
        object.etag,
        object.modifiedMs,
        object.storageClass,
        checksum?.algorithm ?? '',
        checksum?.type ?? '',
        checksum?.value ?? '',
        lock.mode ?? '',
        lock.untilMs,
        lock.hasLegalHold ? 1 : 0,
        JSON.stringify(object.tags),
        JSON.stringify(object.headers),
        JSON.stringify(object.parts.map(({ number, sizeBytes, checksumValue }) => [number, sizeBytes, checksumValue])),
        segmentsToJson(object.segments),
      );
      return Number(lastInsertRowid);
    },
    /** Removes a version; the newest of the others becomes the latest when it was. */
    remove: ({ id, bucket, key, isLatest }: ObjectVersion): void => {
      remove.run(id);
      if (isLatest) promote.run(bucket, key);
    },
    setTags: (id: number, tags: [string, string][]): void => void updateTags.run(JSON.stringify(tags), id),
    setLock: (id: number, lock: ObjectLock): void =>
      void updateLock.run(lock.mode ?? '', lock.untilMs, lock.hasLegalHold ? 1 : 0, id),
    isEmpty: (bucket: string): boolean => hasAny.get(bucket) === undefined,
    /** Latest versions that are objects, with keys from `fromKey` on and after `afterKey`, in the order of their UTF-8 bytes. */
    listCurrent: (bucket: string, fromKey: string, afterKey: string, limit: number): ListedVersion[] =>
      listCurrent.all(bucket, fromKey, afterKey, limit).map(toListed),
    /** All versions, newest first within a key; of `afterKey` itself only those older than `afterId`. */
    listVersions: (
      bucket: string,
      fromKey: string,
      afterKey: string,
      afterId: number,
      limit: number,
    ): ListedVersion[] => listVersions.all(bucket, fromKey, afterKey, afterId, limit).map(toListed),
  };
};
