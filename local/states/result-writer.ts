import { z } from 'zod';
import type { Core } from './core.ts';
import { parseJson, type Json, type JsonObject } from './json.ts';
import type { MapRun } from './map-run.ts';

const itemRow = z.object({
  status: z.string(),
  output: z.string().nullable(),
  arn: z.string(),
  name: z.string(),
  input: z.string(),
  machine_arn: z.string(),
  start_ms: z.number(),
  stop_ms: z.number().nullable(),
  error: z.string().nullable(),
  cause: z.string().nullable(),
  redrive_count: z.number(),
});
type ItemRow = z.infer<typeof itemRow>;

const rowsOf = (core: Core, mapRun: MapRun): ItemRow[] =>
  z.array(itemRow).parse(
    core.journal
      .sql(
        `select i.status, i.output, e.arn, e.name, e.input, e.machine_arn, e.start_ms, e.stop_ms, e.error, e.cause, e.redrive_count
         from map_items i join executions e on e.id = i.execution_id where i.run_id = ? order by i.idx`,
      )
      .all(mapRun.id),
  );

const metadata = (row: ItemRow): JsonObject => ({
  ExecutionArn: row.arn,
  Input: row.input,
  InputDetails: { Included: true },
  Name: row.name,
  ...(row.output === null ? {} : { Output: row.output, OutputDetails: { Included: true } }),
  ...(row.error === null ? {} : { Error: row.error }),
  ...(row.cause === null ? {} : { Cause: row.cause }),
  RedriveCount: row.redrive_count,
  RedriveStatus: row.status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE_BY_MAP_RUN',
  StartDate: new Date(row.start_ms).toISOString(),
  StateMachineArn: row.machine_arn,
  Status: row.status,
  ...(row.stop_ms === null ? {} : { StopDate: new Date(row.stop_ms).toISOString() }),
});

const transform = (rows: readonly ItemRow[], transformation: string): Json[] => {
  if (transformation === 'NONE') return rows.map(metadata);
  const outputs = rows.map((row) => (row.output === null ? metadata(row) : parseJson(row.output)));
  return transformation === 'FLATTEN' ? outputs.flat() : outputs;
};

const encode = (values: Json[], outputType: string): Buffer =>
  Buffer.from(
    outputType === 'JSONL' ? values.map((value) => `${JSON.stringify(value)}\n`).join('') : JSON.stringify(values),
  );

/**
 * The result of a finished distributed Map: the outputs of the children that succeeded, in order; with a ResultWriter
 * that names a bucket, the files AWS writes (`manifest.json`, `SUCCEEDED_0.json`, `FAILED_0.json`) and a reference.
 */
export const writeResults = async (core: Core, mapRun: MapRun): Promise<Json> => {
  const rows = rowsOf(core, mapRun);
  const { writer } = mapRun.plan;
  const succeeded = rows.filter((row) => row.status === 'SUCCEEDED');
  if (!writer) return transform(succeeded, 'COMPACT');
  if (writer.bucket === null) return transform(succeeded, writer.transformation);
  const folder = [writer.prefix.replace(/\/$/, ''), mapRun.arn.split(':').at(-1) ?? '']
    .filter((part) => part !== '')
    .join('/');
  const extension = writer.outputType === 'JSONL' ? 'jsonl' : 'json';
  const files: Record<string, Json[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  const groups: [string, ItemRow[]][] = [
    ['SUCCEEDED', succeeded],
    ['FAILED', rows.filter((row) => row.status !== 'SUCCEEDED')],
  ];
  for (const [name, group] of groups) {
    if (group.length === 0) continue;
    const key = `${folder}/${name}_0.${extension}`;
    const body = encode(transform(group, writer.transformation), writer.outputType);
    await core.objects.put(writer.bucket, key, body);
    files[name] = [{ Key: key, Size: body.length }];
  }
  const manifest = { DestinationBucket: writer.bucket, MapRunArn: mapRun.arn, ResultFiles: files };
  const key = `${folder}/manifest.json`;
  await core.objects.put(writer.bucket, key, Buffer.from(JSON.stringify(manifest)));
  return { MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket: writer.bucket, Key: key } };
};
