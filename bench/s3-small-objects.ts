import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { alternate, inParallel, type Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { startServer, type ServerProcess } from './servers/server-process.ts';

const body = Buffer.alloc(65_536, 'page of a record ');
const tiny = Buffer.from('{"page":1}');
const objects = 200;
const tinyObjects = 1000;

/** Operations a second as the client sees them, and the server's processor time for each. */
const measured = async (server: ServerProcess, count: number, work: () => Promise<void>): Promise<Cost> => {
  const before = await server.usage();
  const startMs = performance.now();
  await work();
  const seconds = (performance.now() - startMs) / 1000;
  const after = await server.usage();
  return { value: count / seconds, cpuMicros: (after.cpuMicros - before.cpuMicros) / count };
};

const workloads: Record<string, (server: ServerProcess) => Promise<Cost>> = {
  'put 64 KiB, 8 at once': (server) =>
    measured(server, objects, () =>
      inParallel(objects, 8, async (index) => {
        await server.client.send(new PutObjectCommand({ Bucket: 'bench', Key: `page/${index}`, Body: body }));
      }),
    ),
  'get 64 KiB, 8 at once': (server) =>
    measured(server, objects, () =>
      inParallel(objects, 8, async (index) => {
        const { Body } = await server.client.send(new GetObjectCommand({ Bucket: 'bench', Key: `page/${index}` }));
        const bytes = await Body?.transformToByteArray();
        if (bytes?.length !== body.length) throw new Error('the object came back in another size');
      }),
    ),
  'put 10 bytes, 16 at once': (server) =>
    measured(server, tinyObjects, () =>
      inParallel(tinyObjects, 16, async (index) => {
        await server.client.send(new PutObjectCommand({ Bucket: 'bench', Key: `tiny/${index}`, Body: tiny }));
      }),
    ),
};

/**
 * Small objects through the AWS SDK over HTTP, each server in a process of its own. Ours has every byte on the disk
 * before it acknowledges, and so has fauxqs with its objects in SQLite; in plain files it does not wait for the disk.
 */
export const s3SmallObjects = async (): Promise<Row[]> => {
  const [ours, durable, files] = await Promise.all([
    startServer('imr-s3.ts'),
    startServer('fauxqs-s3.ts'),
    startServer('fauxqs-s3.ts', 'files'),
  ]);
  const rows: Row[] = [];
  for (const [name, work] of Object.entries(workloads)) {
    const costs = await alternate(7, {
      ours: () => work(ours),
      durable: () => work(durable),
      files: () => work(files),
    });
    const row = { name: `S3 ${name}`, ours: costs('ours'), unit: 'objects/s', better: 'higher' } as const;
    rows.push(
      { ...row, other: { name: 'fauxqs (SQLite, durable)', cost: costs('durable') }, goal: { ratio: 1 } },
      { ...row, other: { name: 'fauxqs (files, not synced)', cost: costs('files') } },
    );
  }
  await Promise.all([ours, durable, files].map((server) => server.close()));
  return rows;
};
