import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { PageReading } from './page-reading.ts';

export const JobRow = z.object({
  jobId: z.string(),
  bucket: z.string(),
  objectKey: z.string(),
  version: z.string().nullable(),
  jobTag: z.string().nullable(),
  topicArn: z.string().nullable(),
  requestToken: z.string().nullable(),
  status: z.enum(['IN_PROGRESS', 'SUCCEEDED', 'PARTIAL_SUCCESS', 'FAILED']),
  statusMessage: z.string().nullable(),
  pages: z.int(),
  startedAtTime: z.string(),
  published: z.int(),
  /** FeatureTypes of document analysis, by commas; empty for text detection. */
  features: z.string(),
});
export type JobRow = z.infer<typeof JobRow>;

/** "A JobId value is only valid for 7 days" (API reference, StartDocumentTextDetection). */
const validDays = 7;

/** Jobs and the pages read for them, on disk: a page that was read is not read again after a restart. */
export const openJobStore = (directory: string) => {
  mkdirSync(directory, { recursive: true });
  const db = new DatabaseSync(path.join(directory, 'jobs.sqlite'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS job (
      jobId TEXT PRIMARY KEY, bucket TEXT NOT NULL, objectKey TEXT NOT NULL, version TEXT, jobTag TEXT, topicArn TEXT,
      requestToken TEXT UNIQUE, status TEXT NOT NULL, statusMessage TEXT, pages INTEGER NOT NULL,
      startedAtTime TEXT NOT NULL, published INTEGER NOT NULL, features TEXT NOT NULL DEFAULT '');
    CREATE TABLE IF NOT EXISTS page (
      jobId TEXT NOT NULL, page INTEGER NOT NULL, failure TEXT, reading TEXT NOT NULL, PRIMARY KEY (jobId, page))
      WITHOUT ROWID`);
  // A data folder of before document analysis was answered.
  if (
    !db
      .prepare('PRAGMA table_info(job)')
      .all()
      .some((column) => column['name'] === 'features')
  )
    db.exec(`ALTER TABLE job ADD COLUMN features TEXT NOT NULL DEFAULT ''`);
  const expired = new Date(Date.now() - validDays * 86_400_000).toISOString();
  db.prepare('DELETE FROM page WHERE jobId IN (SELECT jobId FROM job WHERE startedAtTime < ?)').run(expired);
  db.prepare('DELETE FROM job WHERE startedAtTime < ?').run(expired);

  const insert = db.prepare(
    `INSERT INTO job VALUES (:jobId, :bucket, :objectKey, :version, :jobTag, :topicArn, :requestToken, :status,
      :statusMessage, :pages, :startedAtTime, :published, :features)`,
  );
  const byId = db.prepare('SELECT * FROM job WHERE jobId = ?');
  const byToken = db.prepare('SELECT * FROM job WHERE requestToken = ?');
  const unfinished = db.prepare(
    `SELECT * FROM job WHERE status = 'IN_PROGRESS' OR (published = 0 AND topicArn IS NOT NULL) ORDER BY startedAtTime`,
  );
  const countOpen = db.prepare(`SELECT count(*) AS jobs FROM job WHERE status = 'IN_PROGRESS'`);
  const finish = db.prepare('UPDATE job SET status = ?, statusMessage = ?, pages = ? WHERE jobId = ?');
  const markPublished = db.prepare('UPDATE job SET published = 1 WHERE jobId = ?');
  const putPage = db.prepare('INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)');
  const getPage = db.prepare('SELECT reading FROM page WHERE jobId = ? AND page = ?');
  const pageRows = db.prepare('SELECT page, failure FROM page WHERE jobId = ? ORDER BY page');

  const jobOf = (row: unknown): JobRow | undefined => (row === undefined ? undefined : JobRow.parse(row));
  return {
    insert: (job: JobRow): void => void insert.run(job),
    byId: (jobId: string) => jobOf(byId.get(jobId)),
    byToken: (token: string) => jobOf(byToken.get(token)),
    unfinished: () => z.array(JobRow).parse(unfinished.all()),
    countOpen: () => z.object({ jobs: z.int() }).parse(countOpen.get()).jobs,
    finish: (jobId: string, status: JobRow['status'], statusMessage: string | null, pages: number): void =>
      void finish.run(status, statusMessage, pages, jobId),
    markPublished: (jobId: string): void => void markPublished.run(jobId),
    putPage: (jobId: string, reading: PageReading): void =>
      void putPage.run(jobId, reading.page, reading.failure ?? null, JSON.stringify(reading)),
    getPage: (jobId: string, page: number): PageReading | undefined => {
      const row = getPage.get(jobId, page);
      return row ? PageReading.parse(JSON.parse(z.object({ reading: z.string() }).parse(row).reading)) : undefined;
    },
    /** Pages read so far, with why they could not be read. */
    pages: (jobId: string) =>
      z.array(z.object({ page: z.int(), failure: z.string().nullable() })).parse(pageRows.all(jobId)),
    close: (): void => db.close(),
  };
};

export type JobStore = ReturnType<typeof openJobStore>;
