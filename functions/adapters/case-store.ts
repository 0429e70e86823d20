import type { CaseId } from '../domain/case-number.ts';
import { NamedError } from '../domain/errors.ts';
import { bucketOfStage, type Stage } from '../steps.ts';
import type { BytesPlace, Place } from './case-keys.ts';
import type { Environment } from './env.ts';
import type { ListedObject, ObjectStore, StoredObject } from './object-store.ts';

/** Who writes: it stands in the metadata of every object. */
export type Provenance = { step: string; codeVersion: string; execution: string };

export type CaseStore = {
  /** Throws `MissingObject` when there is none. */
  read<T>(place: Place<T>): Promise<T>;
  find<T>(place: Place<T>): Promise<T | undefined>;
  write<T>(place: Place<T>, value: T): Promise<void>;
  /** Writes only when nothing lies there; `false` when something does. */
  claim<T>(place: Place<T>, value: T): Promise<boolean>;
  /** Reads, changes, writes back; again when somebody else wrote between. `change` gets undefined when there is none. */
  update<T>(place: Place<T>, change: (value: T | undefined) => T): Promise<T>;
  readBytes(place: BytesPlace): Promise<StoredObject>;
  findBytes(place: BytesPlace): Promise<StoredObject | undefined>;
  writeBytes(place: BytesPlace, body: Uint8Array, mediaType: string): Promise<void>;
  /** Write-once: `false` when the object exists. */
  claimBytes(place: BytesPlace, body: Uint8Array, mediaType: string): Promise<boolean>;
  /** What lies under a stage, of one case or of all. */
  list(stage: Stage, caseId?: CaseId): Promise<ListedObject[]>;
  signedAddress(place: BytesPlace, fileName: string, mediaType: string): Promise<string>;
  /** The bucket and key of a place, for the services that read S3 themselves. */
  location(place: BytesPlace): { bucket: string; key: string };
};

const updateTries = 8;

export const caseStore = (objects: ObjectStore, environment: Environment, provenance: Provenance): CaseStore => {
  const buckets = {
    'case-files': environment.CASE_FILES_BUCKET,
    work: environment.WORK_BUCKET,
    determinations: environment.DETERMINATIONS_BUCKET,
  };
  const bucketOf = (stage: Stage): string => buckets[bucketOfStage(stage)];
  const metadata = {
    step: provenance.step,
    'code-version': provenance.codeVersion,
    execution: provenance.execution,
  };
  const get = (place: BytesPlace) => objects.get(bucketOf(place.stage), place.key);
  const missing = (place: BytesPlace) => new NamedError('MissingObject', `nothing is stored at ${place.key}`);

  const parse = <T>(place: Place<T>, body: Uint8Array): T => {
    const text = new TextDecoder().decode(body);
    const value: unknown = place.lines
      ? text
          .split('\n')
          .filter((line) => line !== '')
          .map((line): unknown => JSON.parse(line))
      : JSON.parse(text);
    return place.schema.parse(value);
  };
  const bytesOf = <T>(place: Place<T>, value: T): Uint8Array => {
    const text =
      place.lines && Array.isArray(value)
        ? value.map((row) => `${JSON.stringify(row)}\n`).join('')
        : JSON.stringify(value);
    return new TextEncoder().encode(text);
  };
  const put = <T>(place: Place<T>, value: T, condition: { ifAbsent?: boolean; ifMatch?: string }) =>
    objects.put(bucketOf(place.stage), place.key, bytesOf(place, value), {
      mediaType: place.lines ? 'application/jsonl' : 'application/json',
      metadata,
      ...condition,
    });

  return {
    async read(place) {
      const stored = await get(place);
      if (!stored) throw missing(place);
      return parse(place, stored.body);
    },
    async find(place) {
      const stored = await get(place);
      return stored && parse(place, stored.body);
    },
    async write(place, value) {
      await put(place, value, {});
    },
    claim: (place, value) => put(place, value, { ifAbsent: true }),
    async update(place, change) {
      for (let attempt = 0; attempt < updateTries; attempt += 1) {
        const stored = await get(place);
        const value = change(stored && parse(place, stored.body));
        if (await put(place, value, stored ? { ifMatch: stored.etag } : { ifAbsent: true })) return value;
      }
      throw new NamedError('WriteConflict', `${place.key} is being written by too many at once`);
    },
    async readBytes(place) {
      const stored = await get(place);
      if (!stored) throw missing(place);
      return stored;
    },
    findBytes: get,
    async writeBytes(place, body, mediaType) {
      await objects.put(bucketOf(place.stage), place.key, body, { mediaType, metadata });
    },
    claimBytes: (place, body, mediaType) =>
      objects.put(bucketOf(place.stage), place.key, body, { mediaType, metadata, ifAbsent: true }),
    list: (stage, caseId) => objects.list(bucketOf(stage), caseId ? `${stage}/${caseId}/` : `${stage}/`),
    signedAddress: (place, fileName, mediaType) =>
      objects.signedAddress(bucketOf(place.stage), place.key, fileName, mediaType),
    location: (place) => ({ bucket: bucketOf(place.stage), key: place.key }),
  };
};
