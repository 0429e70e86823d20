import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MediaType } from '../../functions/domain/document.ts';
import { PageReading } from './page-reading.ts';

export type PageRequest = {
  /** Two requests with the same id are of the same document: a thread keeps it open. */
  documentId: string;
  /** Shared, so that no thread gets a copy of its own over the message channel. */
  bytes: SharedArrayBuffer;
  mediaType: MediaType;
  page: number;
  /** Asks whether there is writing on the page at all, before it is read. */
  mayBeEmpty?: boolean;
};
export type PageAnswer = { reading: PageReading };

export type PagePool = {
  /** Reads one page. A page that crashes its thread or takes too long comes back with `failure`, never as an error. */
  read(request: PageRequest): Promise<PageReading>;
  readonly size: number;
  close(): Promise<void>;
};

type Task = { request: PageRequest; resolve: (reading: PageReading) => void };
type Seat = { worker: Worker | undefined; task: Task | undefined; timer: NodeJS.Timeout | undefined };

const defaultPageSeconds = 120;
/** Of JavaScript objects; pictures and the engine lie outside. A page that needs more ends its thread. */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };

/** A pool of warm threads, one a core. Threads start with the first page and are replaced when they die. */
export const openPagePool = (options: { size?: number; pageSeconds?: number; workerFile?: URL } = {}): PagePool => {
  const size = options.size ?? availableParallelism();
  const pageMilliseconds = (options.pageSeconds ?? defaultPageSeconds) * 1000;
  const workerFile = options.workerFile ?? new URL('./page-worker.ts', import.meta.url);
  const seats = Array.from({ length: size }, (): Seat => ({ worker: undefined, task: undefined, timer: undefined }));
  const queue: Task[] = [];
  let closed = false;

  const finish = (seat: Seat, reading: PageReading): void => {
    clearTimeout(seat.timer);
    const task = seat.task;
    seat.task = undefined;
    seat.worker?.unref();
    task?.resolve(reading);
    next();
  };

  const fail = (seat: Seat, failure: string): void => {
    seat.worker?.removeAllListeners();
    // A dead thread may still say why; nobody needs to hear it.
    seat.worker?.on('error', () => undefined);
    void seat.worker?.terminate();
    seat.worker = undefined;
    if (seat.task) finish(seat, { page: seat.task.request.page, words: [], failure });
  };

  const start = (seat: Seat): Worker => {
    const worker = new Worker(workerFile, { stderr: false, resourceLimits });
    worker.on('message', (message: unknown) => {
      if (message !== 'ready') finish(seat, readingOf(message, seat.task?.request.page ?? 1));
    });
    worker.on('error', () => fail(seat, 'ThreadCrashed'));
    worker.on('exit', () => fail(seat, 'ThreadCrashed'));
    worker.unref();
    return worker;
  };

  const next = (): void => {
    for (const seat of seats) {
      if (closed || queue.length === 0) return;
      if (seat.task) continue;
      seat.task = queue.shift();
      if (!seat.task) return;
      seat.worker ??= start(seat);
      seat.worker.ref();
      seat.timer = setTimeout(() => fail(seat, 'PageTimeout'), pageMilliseconds);
      seat.worker.postMessage(seat.task.request, []);
    }
  };

  return {
    size,
    read: (request) =>
      new Promise((resolve) => {
        queue.push({ request, resolve });
        next();
      }),
    async close() {
      closed = true;
      for (const task of queue.splice(0)) task.resolve({ page: task.request.page, words: [], failure: 'PoolClosed' });
      await Promise.all(
        seats.map(async (seat) => {
          const { worker } = seat;
          seat.worker = undefined;
          worker?.removeAllListeners();
          if (seat.task) finish(seat, { page: seat.task.request.page, words: [], failure: 'PoolClosed' });
          await worker?.terminate();
        }),
      );
    },
  };
};

const readingOf = (message: unknown, page: number): PageReading => {
  const reading = message && typeof message === 'object' && 'reading' in message ? message.reading : undefined;
  const parsed = PageReading.safeParse(reading);
  return parsed.success ? parsed.data : { page, words: [], failure: 'BadAnswer' };
};

/** Copies a document once into memory that all threads can read. */
export const sharedBytes = (bytes: Uint8Array): SharedArrayBuffer => {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
};

/** A file in memory that all threads can read. */
export const sharedFile = (file: string): SharedArrayBuffer => {
  const descriptor = openSync(file, 'r');
  try {
    const shared = new SharedArrayBuffer(fstatSync(descriptor).size);
    const view = new Uint8Array(shared);
    let at = 0;
    while (at < view.length) {
      const read = readSync(descriptor, view, at, Math.min(view.length - at, 64 * 1024 * 1024), at);
      if (read === 0) throw new Error('the file became shorter while it was read');
      at += read;
    }
    return shared;
  } finally {
    closeSync(descriptor);
  }
};
