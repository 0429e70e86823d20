import { DatabaseSync } from 'node:sqlite';

// Everything but the bytes of larger objects lives in one SQLite file. `synchronous = FULL` makes COMMIT wait for the
// disk; `locking_mode = EXCLUSIVE` refuses a second server on the same folder (and a killed one leaves no lock behind).
const schema = `
  PRAGMA page_size = 4096;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA wal_autocheckpoint = 2000;
  CREATE TABLE IF NOT EXISTS bucket (
    name TEXT PRIMARY KEY, created_ms INTEGER NOT NULL, versioning TEXT NOT NULL DEFAULT '',
    object_lock INTEGER NOT NULL DEFAULT 0, default_lock TEXT NOT NULL DEFAULT '',
    cors TEXT NOT NULL DEFAULT '[]', tags TEXT NOT NULL DEFAULT '[]') WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS object (
    id INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
    latest INTEGER NOT NULL, delete_marker INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_ms INTEGER NOT NULL, storage_class TEXT NOT NULL,
    checksum_algorithm TEXT NOT NULL DEFAULT '', checksum_type TEXT NOT NULL DEFAULT '', checksum_value TEXT NOT NULL DEFAULT '',
    lock_mode TEXT NOT NULL DEFAULT '', lock_until_ms INTEGER NOT NULL DEFAULT 0, legal_hold INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL DEFAULT '[]', headers TEXT NOT NULL DEFAULT '[]', parts TEXT NOT NULL DEFAULT '[]',
    segments TEXT NOT NULL DEFAULT '[]');
  CREATE INDEX IF NOT EXISTS object_version ON object (bucket, key, id, version);
  CREATE UNIQUE INDEX IF NOT EXISTS object_current ON object (bucket, key) WHERE latest = 1;
  CREATE TABLE IF NOT EXISTS blob (
    id INTEGER PRIMARY KEY AUTOINCREMENT, refs INTEGER NOT NULL, file TEXT UNIQUE, bytes BLOB);
  CREATE TABLE IF NOT EXISTS upload (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, initiated_ms INTEGER NOT NULL,
    storage_class TEXT NOT NULL, checksum_algorithm TEXT NOT NULL, checksum_type TEXT NOT NULL,
    lock_mode TEXT NOT NULL, lock_until_ms INTEGER NOT NULL, legal_hold INTEGER NOT NULL,
    tags TEXT NOT NULL, headers TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS upload_key ON upload (bucket, key, id);
  CREATE TABLE IF NOT EXISTS part (
    upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL, modified_ms INTEGER NOT NULL,
    checksum_value TEXT NOT NULL, segments TEXT NOT NULL, PRIMARY KEY (upload, number)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS finished_upload (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL, finished_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL);
`;

type Job = { run: () => void; settle: (failure: { error: unknown } | undefined) => void };

export type Catalog = {
  db: DatabaseSync;
  /**
   * Runs `work`, which must be synchronous, inside a write transaction; resolves when it is safely on the disk.
   * Works that arrive in the same turn of the event loop share one transaction and so one wait for the disk; each still
   * sees those before it, and one that throws is undone alone.
   */
  commit<T>(work: () => T): Promise<T>;
  /** As `commit`, for what can wait: goes along with the next transaction, or alone after a moment. */
  commitSoon<T>(work: () => T): Promise<T>;
  /** Called inside a work: `action` runs after the commit, and not at all when the work is undone. */
  afterCommit(action: () => void): void;
  close(): void;
};

/** Opens, or makes, the catalog in `file`. Throws when another process has it open. */
export const openCatalog = (file: string): Catalog => {
  const db = new DatabaseSync(file, { timeout: 0 });
  db.exec(schema);

  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT job');
  const release = db.prepare('RELEASE job');
  const rollbackJob = db.prepare('ROLLBACK TO job');

  let waiting: Job[] = [];
  let isFlushScheduled = false;
  let soon: NodeJS.Timeout | undefined;
  let actions: (() => void)[] = [];

  /** Runs one job in its own savepoint, so that its failure leaves the others alone. */
  const attempt = (job: Job): { error: unknown } | undefined => {
    const actionCount = actions.length;
    savepoint.run();
    try {
      job.run();
      release.run();
      return undefined;
    } catch (error) {
      actions.length = actionCount;
      // A full disk can make SQLite roll everything back by itself; then there is no savepoint left to return to.
      if (!db.isTransaction) throw error;
      rollbackJob.run();
      release.run();
      return { error };
    }
  };

  const flush = (): void => {
    isFlushScheduled = false;
    clearTimeout(soon);
    soon = undefined;
    if (waiting.length === 0) return;
    const jobs = waiting;
    waiting = [];
    actions = [];
    let outcomes: ({ error: unknown } | undefined)[];
    try {
      begin.run();
      outcomes = jobs.map(attempt);
      commit.run();
    } catch (error) {
      if (db.isOpen && db.isTransaction) rollback.run();
      for (const job of jobs) job.settle({ error });
      return;
    }
    const committed = actions;
    actions = [];
    for (const [index, job] of jobs.entries()) job.settle(outcomes[index]);
    for (const action of committed) action();
  };

  const enqueue = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      let result: { value: T } | undefined;
      waiting.push({
        run: () => {
          result = { value: work() };
        },
        settle: (failure) => {
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors
          if (failure) reject(failure.error);
          else if (result) resolve(result.value);
        },
      });
    });

  const soonMs = 50;
  return {
    db,
    commit: (work) => {
      const done = enqueue(work);
      if (!isFlushScheduled) setImmediate(flush);
      isFlushScheduled = true;
      return done;
    },
    commitSoon: (work) => {
      const done = enqueue(work);
      if (!isFlushScheduled) soon ??= setTimeout(flush, soonMs);
      return done;
    },
    afterCommit: (action) => void actions.push(action),
    close: () => {
      if (waiting.length > 0) flush();
      if (db.isOpen) db.close();
    },
  };
};
