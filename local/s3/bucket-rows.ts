import type { Catalog } from './catalog.ts';
import { integerOf, pairsOf, textOf, type Row } from './row.ts';
import { S3Error } from './s3-error.ts';

export type Versioning = '' | 'Enabled' | 'Suspended';
export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';
/** The retention that new versions get by themselves. */
export type DefaultLock = { mode: LockMode; count: number; unit: 'Days' | 'Years' };
export type CorsRule = {
  id?: string;
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders: string[];
  exposeHeaders: string[];
  maxAgeSeconds?: number;
};
export type BucketRow = {
  name: string;
  createdMs: number;
  versioning: Versioning;
  hasObjectLock: boolean;
  defaultLock: DefaultLock | undefined;
  tags: [string, string][];
};

export const isLockMode = (text: string): text is LockMode => text === 'GOVERNANCE' || text === 'COMPLIANCE';
const isVersioning = (text: string): text is Versioning => text === '' || text === 'Enabled' || text === 'Suspended';

const parseDefaultLock = (text: string): DefaultLock | undefined => {
  const [mode = '', count, unit] = text.split(' ');
  if (!isLockMode(mode)) return undefined;
  return { mode, count: Number(count), unit: unit === 'Years' ? 'Years' : 'Days' };
};

const toBucket = (row: Row): BucketRow => {
  const versioning = textOf(row, 'versioning');
  return {
    name: textOf(row, 'name'),
    createdMs: integerOf(row, 'created_ms'),
    versioning: isVersioning(versioning) ? versioning : '',
    hasObjectLock: integerOf(row, 'object_lock') === 1,
    defaultLock: parseDefaultLock(textOf(row, 'default_lock')),
    tags: pairsOf(row, 'tags'),
  };
};

const isCorsRule = (value: unknown): value is CorsRule =>
  typeof value === 'object' && value !== null && 'allowedOrigins' in value && 'allowedMethods' in value;

export type BucketRows = ReturnType<typeof openBucketRows>;

/** The buckets and their settings. Writers must be called inside a transaction. */
export const openBucketRows = ({ db }: Catalog) => {
  const select = db.prepare('SELECT * FROM bucket WHERE name = ?');
  const selectAll = db.prepare('SELECT * FROM bucket ORDER BY name');
  const insert = db.prepare('INSERT INTO bucket (name, created_ms, versioning, object_lock) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM bucket WHERE name = ?');
  const updateVersioning = db.prepare('UPDATE bucket SET versioning = ? WHERE name = ?');
  const updateLock = db.prepare('UPDATE bucket SET object_lock = 1, default_lock = ? WHERE name = ?');
  const updateCors = db.prepare('UPDATE bucket SET cors = ? WHERE name = ?');
  const updateTags = db.prepare('UPDATE bucket SET tags = ? WHERE name = ?');

  const find = (name: string): BucketRow | undefined => {
    const row = select.get(name);
    return row && toBucket(row);
  };
  return {
    find,
    /** Throws `NoSuchBucket`. */
    get: (name: string): BucketRow => {
      const bucket = find(name);
      if (!bucket) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
      return bucket;
    },
    all: (): BucketRow[] => selectAll.all().map(toBucket),
    insert: (name: string, createdMs: number, versioning: Versioning, hasObjectLock: boolean): void =>
      void insert.run(name, createdMs, versioning, hasObjectLock ? 1 : 0),
    remove: (name: string): void => void remove.run(name),
    setVersioning: (name: string, versioning: Versioning): void => void updateVersioning.run(versioning, name),
    setObjectLock: (name: string, lock: DefaultLock | undefined): void =>
      void updateLock.run(lock ? `${lock.mode} ${lock.count} ${lock.unit}` : '', name),
    setTags: (name: string, tags: [string, string][]): void => void updateTags.run(JSON.stringify(tags), name),
    setCors: (name: string, rules: readonly CorsRule[]): void => void updateCors.run(JSON.stringify(rules), name),
    cors: (name: string): CorsRule[] => {
      const row = select.get(name);
      const rules: unknown = row ? JSON.parse(textOf(row, 'cors')) : [];
      return Array.isArray(rules) ? rules.filter(isCorsRule) : [];
    },
  };
};
