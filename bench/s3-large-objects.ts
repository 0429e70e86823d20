import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { startServer, type ServerProcess } from './servers/server-process.ts';

const mebibyte = 1_048_576;
const goalMebibytes = 150;

/** Bytes of which no two chunks are the same, made as they are asked for, so that the client needs little memory too. */
const bytesOf = (mebibytes: number, hash: Hash): Readable =>
  Readable.from(
    (function* () {
      const chunk = Buffer.alloc(mebibyte, 'scanned page ');
      for (let index = 0; index < mebibytes; index += 1) {
        const next = Buffer.from(chunk);
        next.writeUInt32BE(index);
        hash.update(next);
        yield next;
      }
    })(),
    { objectMode: false, highWaterMark: mebibyte },
  );

type Work = (server: ServerProcess, mebibytes: number, hash: Hash) => Promise<unknown>;

const putAtOnce: Work = ({ client }, mebibytes, hash) =>
  client.send(
    new PutObjectCommand({
      Bucket: 'bench',
      Key: 'file',
      Body: bytesOf(mebibytes, hash),
      ContentLength: mebibytes * mebibyte,
    }),
  );
const putInParts: Work = ({ client }, mebibytes, hash) =>
  new Upload({
    client,
    params: { Bucket: 'bench', Key: 'file', Body: bytesOf(mebibytes, hash) },
  }).done();
const get: Work = async ({ client }, _, hash) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'bench', Key: 'file' }));
  if (!(Body instanceof Readable)) throw new Error('no body');
  for await (const chunk of Body) if (Buffer.isBuffer(chunk)) hash.update(chunk);
};

type Trip = { put: Cost; get: Cost; peak: Cost };

/** Puts an object and gets it back, on a server that has done nothing else; `failed` when it refuses or changes it. */
const roundTrip = async (
  start: () => Promise<ServerProcess>,
  put: Work,
  mebibytes: number,
): Promise<Trip | 'failed'> => {
  const server = await start();
  const timed = async (work: Work): Promise<{ digest: string; cost: Cost }> => {
    const hash = createHash('sha256');
    const startMs = performance.now();
    await work(server, mebibytes, hash);
    return { digest: hash.digest('hex'), cost: { value: mebibytes / ((performance.now() - startMs) / 1000) } };
  };
  try {
    const sent = await timed(put);
    const received = await timed(get);
    if (received.digest !== sent.digest) return 'failed';
    const { peakBytes } = await server.usage();
    return { put: sent.cost, get: received.cost, peak: { value: peakBytes / mebibyte } };
  } catch {
    return 'failed';
  } finally {
    await server.close();
  }
};

const rowsOf = (what: string, ours: Trip, other: NonNullable<Row['other']>['name'], theirs: Trip | 'failed'): Row[] => {
  const against = (part: keyof Trip): Row['other'] & object => ({
    name: other,
    cost: theirs === 'failed' ? 'failed' : theirs[part],
  });
  return [
    { name: `S3 put ${what}`, ours: ours.put, other: against('put'), unit: 'MiB/s', better: 'higher' },
    { name: `S3 get ${what}`, ours: ours.get, other: against('get'), unit: 'MiB/s', better: 'higher' },
    {
      name: `S3 ${what}: server's peak memory`,
      ours: ours.peak,
      other: against('peak'),
      unit: 'MiB',
      better: 'lower',
      goal: { value: goalMebibytes },
    },
  ];
};

/** Large objects, one stream and in parts: speed, and that the server's memory does not grow with them. */
export const s3LargeObjects = async ({ hasGigabyte }: { hasGigabyte: boolean }): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const mebibytes of hasGigabyte ? [300, 1024] : [300]) {
    for (const [way, put] of [
      ['in one stream', putAtOnce],
      ['in parts', putInParts],
    ] as const) {
      const what = `${mebibytes} MiB ${way}`;
      const ours = await roundTrip(() => startServer('imr-s3.ts'), put, mebibytes);
      if (ours === 'failed') throw new Error(`our server did not take ${what}`);
      const theirs = await roundTrip(() => startServer('fauxqs-s3.ts', 'files'), put, mebibytes);
      rows.push(...rowsOf(what, ours, 'fauxqs (files, not synced)', theirs));
    }
  }
  return rows;
};
