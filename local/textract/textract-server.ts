import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { fileKind } from '../../functions/register/file-signatures.ts';
import { ServiceError } from '../states/service-error.ts';
import { blocksOfPage } from './blocks-of-page.ts';
import { openJobStore, type JobRow } from './job-store.ts';
import { openPagePool, sharedBytes, type PagePool } from './page-pool.ts';
import { resultsPage } from './results-page.ts';
import { asyncLimits, runJob } from './run-job.ts';
import { AnalysisRequest, DetectRequest, GetRequest, parseRequest, StartRequest } from './textract-requests.ts';

export type TextractOptions = {
  /** Folder for the jobs and their results. */
  directory: string;
  readObject(bucket: string, key: string, versionId?: string): Promise<Uint8Array>;
  /** Delivers a completion message; called again, also after a restart, until it does not throw. */
  publish(topicArn: string, message: string): Promise<void> | void;
  /** Threads that read; one a core by default. */
  workers?: number;
  /** Reads the pages instead of the engine's threads. */
  pool?: PagePool;
  limits?: {
    /** Open jobs beyond this answer LimitExceededException. */
    maxOpenJobs?: number;
    /** Calls beyond this in one second answer ProvisionedThroughputExceededException; off by default. */
    maxCallsPerSecond?: number;
  };
};

const modelVersion = 'local-tesseract-5-fast-eng';
/** Synchronous operations: 10 MB, one page (Textract limits page). */
const syncLimits = { maxBytes: 10 * 1_048_576, maxPages: 1 };

/** Text detection as Amazon Textract offers it, with a local engine behind it. Errors are ServiceError with AWS's types. */
export const openTextract = (options: TextractOptions) => {
  const store = openJobStore(options.directory);
  const pool = options.pool ?? openPagePool(options.workers === undefined ? {} : { size: options.workers });
  const maxOpenJobs = options.limits?.maxOpenJobs ?? 100;
  const throttle = throttleOf(options.limits?.maxCallsPerSecond);
  const running = new Set<Promise<void>>();
  const stop = new AbortController();

  const readObject = async ({ Bucket, Name, Version }: StartRequest['DocumentLocation']['S3Object']) => {
    try {
      return await options.readObject(Bucket, Name, Version);
    } catch {
      throw new ServiceError(
        'InvalidS3ObjectException',
        'Unable to get object metadata from S3. Check object key, region and/or access permissions.',
      );
    }
  };

  const publish = async (job: JobRow): Promise<void> => {
    for (let waitMilliseconds = 200; job.topicArn && !stop.signal.aborted; waitMilliseconds *= 2) {
      try {
        await options.publish(job.topicArn, completionMessage(job));
        store.markPublished(job.jobId);
        return;
      } catch {
        await delay(Math.min(waitMilliseconds, 20_000), undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
  };

  const work = async (jobId: string, bytes?: Uint8Array): Promise<void> => {
    const job = store.byId(jobId);
    if (job?.status === 'IN_PROGRESS') {
      try {
        const content = bytes ?? (await readObject(objectOf(job)));
        await runJob(job, { store, pool, bytes: content, stopped: () => stop.signal.aborted });
      } catch {
        if (!stop.signal.aborted) store.finish(jobId, 'FAILED', 'INTERNAL_SERVER_ERROR', 0);
      }
    }
    const done = stop.signal.aborted ? undefined : store.byId(jobId);
    if (done && done.status !== 'IN_PROGRESS' && done.published === 0) await publish(done);
  };

  const launch = (jobId: string, bytes?: Uint8Array): void => {
    const task = work(jobId, bytes).finally(() => running.delete(task));
    running.add(task);
  };

  const startJob = async (request: StartRequest, features: readonly string[]) => {
    const known = request.ClientRequestToken ? store.byToken(request.ClientRequestToken) : undefined;
    if (known) return { JobId: sameRequest(known, jobOf(request, features)) };
    if (store.countOpen() >= maxOpenJobs)
      throw new ServiceError('LimitExceededException', 'Open jobs exceed maximum concurrent job limit');
    const bytes = await readObject(request.DocumentLocation.S3Object);
    refuseUnreadable(bytes, asyncLimits.maxBytes);
    // Another call with the same token may have come while the object was read.
    const raced = request.ClientRequestToken ? store.byToken(request.ClientRequestToken) : undefined;
    if (raced) return { JobId: sameRequest(raced, jobOf(request, features)) };
    const job = jobOf(request, features);
    store.insert(job);
    launch(job.jobId, bytes);
    return { JobId: job.jobId };
  };

  const getResult = (body: unknown, isAnalysis: boolean) => {
    const { JobId, MaxResults, NextToken } = parseRequest(GetRequest, body);
    const job = store.byId(JobId);
    // A job of one operation is unknown to the other.
    if (!job || (job.features !== '') !== isAnalysis)
      throw new ServiceError('InvalidJobIdException', 'Request has invalid Job Id');
    const version = isAnalysis ? 'AnalyzeDocumentModelVersion' : 'DetectDocumentTextModelVersion';
    const head = { JobStatus: job.status, [version]: modelVersion };
    if (job.status === 'IN_PROGRESS') return head;
    if (job.status === 'FAILED') return { ...head, StatusMessage: job.statusMessage ?? 'INTERNAL_SERVER_ERROR' };
    const failed = store.pages(JobId).filter(({ failure }) => failure !== null);
    const warnings = failed.map(({ page }) => ({ ErrorCode: 'INTERNAL_ERROR', Pages: [page] }));
    return {
      ...head,
      DocumentMetadata: { Pages: job.pages },
      ...(warnings.length > 0 ? { Warnings: warnings } : {}),
      ...resultsPage(store, job, MaxResults, NextToken),
    };
  };

  const detect = async (body: unknown) => {
    const { Document } = parseRequest(DetectRequest, body);
    const bytes = 'Bytes' in Document ? Buffer.from(Document.Bytes, 'base64') : await readObject(Document.S3Object);
    refuseUnreadable(bytes, syncLimits.maxBytes);
    const { identifyDocument } = await import('../../functions/register/identify-document.ts');
    const identified = await identifyDocument(bytes, syncLimits);
    if (identified.kind === 'refused' || identified.mediaType === 'text/plain') throw unsupported();
    const documentId = `sync-${randomBytes(8).toString('hex')}`;
    const request = { documentId, bytes: sharedBytes(bytes), mediaType: identified.mediaType, page: 1 };
    const reading = await pool.read(request);
    if (reading.failure) throw new ServiceError('InternalServerError', 'The page could not be read', 500);
    return {
      DocumentMetadata: { Pages: 1 },
      DetectDocumentTextModelVersion: modelVersion,
      Blocks: blocksOfPage(documentId, reading),
    };
  };

  return {
    async handle(operation: string, body: unknown): Promise<unknown> {
      throttle();
      if (operation === 'StartDocumentTextDetection') return startJob(parseRequest(StartRequest, body), []);
      if (operation === 'GetDocumentTextDetection') return getResult(body, false);
      if (operation === 'StartDocumentAnalysis') {
        const request = parseRequest(AnalysisRequest, body);
        return startJob(request, request.FeatureTypes);
      }
      if (operation === 'GetDocumentAnalysis') return getResult(body, true);
      if (operation === 'DetectDocumentText') return detect(body);
      throw new ServiceError('UnknownOperationException', `Textract.${operation} is not supported on one machine`);
    },
    /** Goes on with the jobs that an earlier process left open, and with messages that it did not deliver. */
    resume(): void {
      for (const job of store.unfinished()) launch(job.jobId);
    },
    async close(): Promise<void> {
      stop.abort();
      await pool.close();
      await Promise.allSettled(running);
      store.close();
    },
  };
};

const unsupported = (): ServiceError =>
  new ServiceError('UnsupportedDocumentException', 'Request has unsupported document format');

const refuseUnreadable = (bytes: Uint8Array, maxBytes: number): void => {
  if (bytes.length > maxBytes) throw new ServiceError('DocumentTooLargeException', 'Document exceeds the size limit');
  if (!['pdf', 'tiff', 'jpeg', 'png'].includes(fileKind(bytes))) throw unsupported();
};

const objectOf = ({ bucket, objectKey, version }: JobRow) => ({
  Bucket: bucket,
  Name: objectKey,
  ...(version === null ? {} : { Version: version }),
});

const jobOf = (request: StartRequest, features: readonly string[]): JobRow => ({
  jobId: randomBytes(32).toString('hex'),
  bucket: request.DocumentLocation.S3Object.Bucket,
  objectKey: request.DocumentLocation.S3Object.Name,
  version: request.DocumentLocation.S3Object.Version ?? null,
  jobTag: request.JobTag ?? null,
  topicArn: request.NotificationChannel?.SNSTopicArn ?? null,
  requestToken: request.ClientRequestToken ?? null,
  status: 'IN_PROGRESS',
  statusMessage: null,
  pages: 0,
  startedAtTime: new Date().toISOString(),
  published: 0,
  features: features.toSorted().join(),
});

/** @throws IdempotentParameterMismatchException when the token was used for another request */
const sameRequest = (known: JobRow, now: JobRow): string => {
  const same = (['bucket', 'objectKey', 'version', 'jobTag', 'topicArn', 'features'] as const).every(
    (field) => known[field] === now[field],
  );
  if (same) return known.jobId;
  throw new ServiceError(
    'IdempotentParameterMismatchException',
    'A ClientRequestToken input parameter was reused with an operation, but at least one of the other input parameters is different from the previous call to the operation.',
  );
};

/** The message as Textract publishes it (Developer Guide, "Amazon Textract results notification"). */
const completionMessage = (job: JobRow): string =>
  JSON.stringify({
    JobId: job.jobId,
    Status: job.status,
    API: job.features === '' ? 'StartDocumentTextDetection' : 'StartDocumentAnalysis',
    ...(job.jobTag === null ? {} : { JobTag: job.jobTag }),
    Timestamp: Date.now(),
    DocumentLocation: { S3ObjectName: job.objectKey, S3Bucket: job.bucket },
  });

const throttleOf = (maxCallsPerSecond: number | undefined): (() => void) => {
  let second = 0;
  let calls = 0;
  return () => {
    if (maxCallsPerSecond === undefined) return;
    const now = Math.floor(Date.now() / 1000);
    calls = now === second ? calls + 1 : 1;
    second = now;
    if (calls > maxCallsPerSecond)
      throw new ServiceError('ProvisionedThroughputExceededException', 'Provisioned rate exceeded');
  };
};
