import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readdir, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { openBlobReader, type BlobReader, type Piece } from './blob-reader.ts';
import type { Catalog } from './catalog.ts';
import { integerOf } from './row.ts';

/** A stretch of a blob. An object is a list of them, so that parts are joined and objects copied without moving bytes. */
export type Segment = { blob: number; offset: number; length: number };
/** Bytes that are on the disk (or will be, with the row) but that no row refers to yet. */
export type StagedBytes = { kind: 'inline'; bytes: Buffer } | { kind: 'file'; file: string; length: number };

/** Bodies up to this size live in the catalog itself: one wait for the disk instead of three (5 times as fast). */
export const maxInlineBytes = 131_072;
const shards = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/** The segments of bytes `from` up to but not including `to`. */
export const sliceSegments = (segments: readonly Segment[], from: number, to: number): Segment[] => {
  let start = 0;
  return segments.flatMap(({ blob, offset, length }) => {
    const [first, last] = [Math.max(from, start), Math.min(to, start + length)];
    const piece = { blob, offset: offset + first - start, length: last - first };
    start += length;
    return piece.length > 0 ? [piece] : [];
  });
};

export type Blobs = ReturnType<typeof openBlobs>;
export type OpenFile = (file: string, flags: string) => Promise<FileHandle>;

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
const unlinkQuietly = async (file: string): Promise<void> => {
  // A file that cannot be removed now (open on Windows, say) is found by the sweep of the next start.
  await unlink(file).catch(() => undefined);
};

/** The bytes of objects: small ones in the catalog, larger ones in files with random names under `directory`. */
export const openBlobs = (catalog: Catalog, directory: string, openFile: OpenFile = open) => {
  // The last of them stands for all: 256 look-ups would be a good part of a start.
  if (!existsSync(path.join(directory, shards.at(-1) ?? '')))
    for (const shard of shards) mkdirSync(path.join(directory, shard), { recursive: true });
  const { db } = catalog;
  const insert = db.prepare('INSERT INTO blob (refs, file, bytes) VALUES (1, ?, ?)');
  const select = db.prepare('SELECT file, bytes FROM blob WHERE id = ?');
  const retainRow = db.prepare('UPDATE blob SET refs = refs + 1 WHERE id = ?');
  const owned = db.prepare('SELECT refs, file FROM blob WHERE id = ?');
  const releaseRow = db.prepare('UPDATE blob SET refs = refs - 1 WHERE id = ?');
  const remove = db.prepare('DELETE FROM blob WHERE id = ?');
  const isKnown = db.prepare('SELECT 1 FROM blob WHERE file = ?');

  const inFlight = new Set<string>();
  const leases = new Map<string, number>();
  const doomed = new Set<string>();
  let isClosed = false;

  const fileOf = (name: string): string => path.join(directory, name.slice(0, 2), name);

  const syncDirectory = async (directoryPath: string): Promise<void> => {
    // Windows cannot open a folder; there the file system's own journal keeps the entry.
    if (process.platform === 'win32') return;
    const handle = await open(directoryPath, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  };

  const writeAll = async (handle: FileHandle, bytes: Buffer): Promise<void> => {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done);
      done += bytesWritten;
    }
  };

  const discardFile = async (name: string): Promise<void> => {
    await unlinkQuietly(fileOf(name));
    inFlight.delete(name);
  };

  const stageFile = async (head: Buffer[], rest: AsyncIterator<Buffer>): Promise<StagedBytes> => {
    const name = randomBytes(16).toString('hex');
    inFlight.add(name);
    let length = 0;
    try {
      const handle = await openFile(fileOf(name), 'wx');
      try {
        for (const bytes of head) {
          await writeAll(handle, bytes);
          length += bytes.length;
        }
        for (let next = await rest.next(); !next.done; next = await rest.next()) {
          await writeAll(handle, next.value);
          length += next.value.length;
        }
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await syncDirectory(path.join(directory, name.slice(0, 2)));
      return { kind: 'file', file: name, length };
    } catch (error) {
      await discardFile(name);
      throw error;
    }
  };

  /** Takes all bytes of `source`; when it throws, nothing of them stays. Resolves when they are safely on the disk. */
  const stage = async (source: AsyncIterable<Buffer>): Promise<StagedBytes> => {
    const iterator = source[Symbol.asyncIterator]();
    const head: Buffer[] = [];
    let headBytes = 0;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      head.push(next.value);
      headBytes += next.value.length;
      if (headBytes > maxInlineBytes) return stageFile(head, iterator);
    }
    return { kind: 'inline', bytes: Buffer.concat(head) };
  };

  /** Inside a transaction: makes staged bytes a row, and says where they are. */
  const adopt = (staged: StagedBytes): Segment[] => {
    const length = staged.kind === 'inline' ? staged.bytes.length : staged.length;
    if (length === 0) return [];
    const { lastInsertRowid } =
      staged.kind === 'inline' ? insert.run(null, staged.bytes) : insert.run(staged.file, null);
    if (staged.kind === 'file') catalog.afterCommit(() => inFlight.delete(staged.file));
    return [{ blob: Number(lastInsertRowid), offset: 0, length }];
  };

  /** Gives up staged bytes that were not adopted. */
  const discard = async (staged: StagedBytes): Promise<void> => {
    if (staged.kind === 'file' && inFlight.has(staged.file)) await discardFile(staged.file);
  };

  /** Inside a transaction: one more owner for these bytes. */
  const retain = (segments: readonly Segment[]): void => {
    for (const { blob } of segments) retainRow.run(blob);
  };

  /** Inside a transaction: one owner less. Bytes without an owner go after the commit, once nobody reads them. */
  const release = (segments: readonly Segment[]): void => {
    for (const { blob } of segments) {
      const row = owned.get(blob);
      if (!row) continue;
      // An update writes all bytes of its row again: not for the last owner, whose row goes anyway.
      if (integerOf(row, 'refs') > 1) {
        releaseRow.run(blob);
        continue;
      }
      remove.run(blob);
      const file = row['file'];
      if (typeof file !== 'string') continue;
      catalog.afterCommit(() => {
        if (leases.has(file)) doomed.add(file);
        else void unlinkQuietly(fileOf(file));
      });
    }
  };

  const lease = (file: string): void => void leases.set(file, (leases.get(file) ?? 0) + 1);
  const unlease = (file: string): void => {
    const count = (leases.get(file) ?? 0) - 1;
    if (count > 0) return void leases.set(file, count);
    leases.delete(file);
    if (doomed.delete(file)) void unlinkQuietly(fileOf(file));
  };

  /**
   * Bytes `from` up to but not including `to` of the segments: at once as a buffer when they are small, else a reader.
   * The bytes stay readable although the object is replaced meanwhile, until the reader is done.
   */
  const read = (segments: readonly Segment[], from: number, to: number): Buffer | BlobReader => {
    const files: string[] = [];
    const pieces = sliceSegments(segments, from, to).map(({ blob, offset, length }): Piece => {
      const row = select.get(blob);
      const [file, bytes] = [row?.['file'], row?.['bytes']];
      if (typeof file === 'string') {
        files.push(file);
        return { file: fileOf(file), offset, length };
      }
      if (bytes instanceof Uint8Array) return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset + offset, length) };
      throw new Error('a blob row is missing');
    });
    const [only] = pieces;
    if (!only) return Buffer.alloc(0);
    if (pieces.length === 1 && 'bytes' in only) return only.bytes;
    for (const file of files) lease(file);
    return openBlobReader(pieces, () => {
      for (const file of files) unlease(file);
    });
  };

  /** Removes the files that no row refers to: what uploads left that were cut off by a crash. Gives their number. */
  const sweep = async (): Promise<number> => {
    let count = 0;
    for (const shard of shards) {
      const names = await readdir(path.join(directory, shard)).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for (const name of names) {
        if (isClosed) return count;
        if (inFlight.has(name) || doomed.has(name) || isKnown.get(name)) continue;
        await unlinkQuietly(path.join(directory, shard, name));
        count += 1;
      }
    }
    return count;
  };

  return { stage, adopt, discard, retain, release, read, sweep, close: () => void (isClosed = true) };
};
