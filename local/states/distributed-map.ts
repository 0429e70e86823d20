import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { itemsOf } from './child-frames.ts';
import { assertRunning, Interrupted, type Core, type ExecutionEnd } from './core.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { ExecutionRun, Frame } from './execution.ts';
import { evaluateBounded, evaluateNumber, evaluateTemplate } from './expression.ts';
import { batchItems, batchSize, csvDelimiterOf, readItems } from './item-reader.ts';
import { isJsonObject, type Json } from './json.ts';
import type { MapState } from './machine-definition.ts';
import { isBreached, mapRunPlan, type MapRun, type MapRunPlan } from './map-run.ts';
import { writeResults } from './result-writer.ts';
import { StatesError } from './states-error.ts';

// Over 150 lines: the run of a distributed Map from its first event to its last, restart included.

/** AWS allows 10,000 children at a time; one machine does not gain from so many. */
const maxConcurrentChildren = 1_000;

const optionalNumber = async (
  frame: Frame,
  field: number | string | undefined,
  name: string,
): Promise<number | null> => (field === undefined ? null : evaluateNumber(field, name, scopeOf(frame)));

const bounded = async (
  frame: Frame,
  field: number | string | undefined,
  name: string,
  max?: number,
): Promise<number | null> => (field === undefined ? null : evaluateBounded(field, name, scopeOf(frame), max));

const evaluatePlan = async (frame: Frame, state: MapState): Promise<MapRunPlan> => {
  const scope = scopeOf(frame);
  const { ItemReader: reader, ItemBatcher: batcher, ResultWriter: writer } = state;
  const readerArguments =
    reader?.Arguments === undefined ? {} : await evaluateTemplate(reader.Arguments, 'ItemReader/Arguments', scope);
  const writerArguments =
    writer?.Arguments === undefined ? {} : await evaluateTemplate(writer.Arguments, 'ResultWriter/Arguments', scope);
  const maxItems = await optionalNumber(frame, reader?.ReaderConfig?.MaxItems, 'ItemReader/ReaderConfig/MaxItems');
  const concurrency = await bounded(frame, state.MaxConcurrency, 'MaxConcurrency');
  const bucket = isJsonObject(writerArguments) ? writerArguments['Bucket'] : undefined;
  const prefix = isJsonObject(writerArguments) ? writerArguments['Prefix'] : undefined;
  return {
    phase: 'reading',
    label: state.Label ?? randomUUID(),
    maxConcurrency: concurrency !== null && concurrency >= 1 ? Math.trunc(concurrency) : 0,
    toleratedCount: await bounded(frame, state.ToleratedFailureCount, 'ToleratedFailureCount'),
    toleratedPercentage: await bounded(frame, state.ToleratedFailurePercentage, 'ToleratedFailurePercentage', 100),
    isBatched: batcher !== undefined,
    batchMaxItems: await optionalNumber(frame, batcher?.MaxItemsPerBatch, 'ItemBatcher/MaxItemsPerBatch'),
    batchMaxBytes: await optionalNumber(frame, batcher?.MaxInputBytesPerBatch, 'ItemBatcher/MaxInputBytesPerBatch'),
    ...(batcher?.BatchInput === undefined
      ? {}
      : { batchInput: await evaluateTemplate(batcher.BatchInput, 'ItemBatcher/BatchInput', scope) }),
    reader: reader
      ? {
          resource: reader.Resource,
          arguments: isJsonObject(readerArguments) ? readerArguments : {},
          inputType: reader.ReaderConfig?.InputType ?? '',
          csvHeaders:
            reader.ReaderConfig?.CSVHeaderLocation === 'GIVEN' ? (reader.ReaderConfig.CSVHeaders ?? []) : null,
          csvDelimiter: csvDelimiterOf(reader.ReaderConfig?.CSVDelimiter),
          maxItems: maxItems ?? 0,
        }
      : null,
    writer: writer
      ? {
          bucket: typeof bucket === 'string' ? bucket : null,
          prefix: typeof prefix === 'string' ? prefix : '',
          transformation: writer.WriterConfig?.Transformation ?? 'NONE',
          outputType: writer.WriterConfig?.OutputType ?? 'JSON',
        }
      : null,
  };
};

export const startMapRun = async (core: Core, frame: Frame, state: MapState): Promise<void> => {
  const { record, run } = frame;
  const items = state.ItemReader ? null : await itemsOf(frame, state);
  const plan = await evaluatePlan(frame, state);
  assertRunning(frame);
  const arn = `arn:aws:states:${core.region}:${core.accountId}:mapRun:${run.machineName}/${plan.label}:${randomUUID()}`;
  record.lastEventId = core.addEvent(run, record.lastEventId, 'MapStateStarted', { length: items?.length ?? 0 });
  record.lastEventId = core.addEvent(run, record.lastEventId, 'MapRunStarted', { mapRunArn: arn });
  const id = nextRunId(core);
  record.phase = 'blocked';
  record.work = { kind: 'map-run', runId: id };
  frame.items = items;
  core.touch(frame);
  const mapRun = createRun(id, arn, frame, plan);
  core.mapRuns.set(id, mapRun);
  const startMs = core.now();
  core.journal.write(() => {
    core.journal
      .sql(
        "insert into map_runs (id, arn, execution_id, frame_id, status, start_ms, data) values (?, ?, ?, ?, 'RUNNING', ?, ?)",
      )
      .run(id, arn, run.id, frame.id, startMs, JSON.stringify(plan));
  });
  void prepare(core, mapRun);
};

const createRun = (id: number, arn: string, frame: Frame, plan: MapRunPlan): MapRun => ({
  id,
  arn,
  frame,
  plan,
  pending: [],
  running: new Set(),
  itemCount: 0,
  failedCount: 0,
  isFinished: false,
});

const nextRunId = (core: Core): number => {
  const row = z
    .object({ last: z.number().nullable() })
    .parse(core.journal.sql('select max(id) as last from map_runs').get());
  return Math.max(row.last ?? 0, ...core.mapRuns.keys()) + 1;
};

const selectItems = async (frame: Frame, items: Json[]): Promise<Json[]> => {
  const state = frame.flow.States[frame.record.stateName];
  if (state?.Type !== 'Map' || state.ItemSelector === undefined) return items;
  const selected: Json[] = [];
  for (const [index, value] of items.entries()) {
    selected.push(
      await evaluateTemplate(
        state.ItemSelector,
        'ItemSelector',
        scopeOf(frame, {}, { Map: { Item: { Index: index, Value: value } } }),
      ),
    );
  }
  return selected;
};

/** Reads, selects and batches the items, stores them, and starts the first children once they are durable. */
const prepare = async (core: Core, mapRun: MapRun): Promise<void> => {
  const { frame, plan } = mapRun;
  try {
    const read = plan.reader ? await readItems(core.objects, plan.reader) : (frame.items ?? []);
    const selected = await selectItems(frame, read);
    assertRunning(frame);
    const inputs: Json[] = plan.isBatched
      ? batchItems(selected, {
          maxItems: plan.batchMaxItems,
          maxBytes: plan.batchMaxBytes,
          batchInput: plan.batchInput,
        })
      : selected;
    mapRun.plan = { ...plan, phase: 'running' };
    mapRun.itemCount = selected.length;
    mapRun.pending = Array.from(inputs.keys()).reverse();
    core.journal.write(() => {
      const insert = core.journal.sql(
        "insert into map_items (run_id, idx, input, item_count, status) values (?, ?, ?, ?, 'PENDING')",
      );
      for (const [index, input] of inputs.entries())
        insert.run(mapRun.id, index, JSON.stringify(input), plan.isBatched ? batchSize(input) : 1);
      core.journal.sql('update map_runs set data = ? where id = ?').run(JSON.stringify(mapRun.plan), mapRun.id);
    });
    core.journal.afterCommit(() => pump(core, mapRun));
  } catch (error) {
    if (error instanceof Interrupted) return;
    const failure =
      error instanceof StatesError
        ? error
        : new StatesError('States.Runtime', error instanceof Error ? error.message : 'failed');
    core.change(frame, () => failRun(core, mapRun, failure));
  }
};

/** Starts as many children as may run; finishes the run when nothing is left. */
const pump = (core: Core, mapRun: MapRun): void => {
  const { frame } = mapRun;
  if (mapRun.isFinished || !frame.isLive || frame.record.status !== 'running') return;
  const limit = Math.min(mapRun.plan.maxConcurrency || maxConcurrentChildren, maxConcurrentChildren);
  while (mapRun.running.size < limit && mapRun.pending.length > 0) {
    const index = mapRun.pending.pop();
    if (index === undefined) break;
    const row = core.journal
      .sql('select input, execution_id from map_items where run_id = ? and idx = ?')
      .get(mapRun.id, index);
    const item = z.object({ input: z.string(), execution_id: z.number().nullable() }).parse(row);
    mapRun.running.add(index);
    if (item.execution_id === null) {
      const child = core.startChild(frame, mapRun.id, mapRun.plan.label, index, item.input);
      setItem(core, mapRun, index, 'RUNNING', null, child.id);
    } else {
      setItem(core, mapRun, index, 'RUNNING', null, item.execution_id);
      core.redriveChild(item.execution_id);
    }
  }
  if (mapRun.running.size === 0 && mapRun.pending.length === 0)
    core.journal.afterCommit(() => void finish(core, mapRun));
};

const setItem = (
  core: Core,
  mapRun: MapRun,
  index: number,
  status: string,
  output: string | null,
  executionId: number,
): void => {
  core.journal.write(() => {
    core.journal
      .sql('update map_items set status = ?, output = ?, execution_id = ? where run_id = ? and idx = ?')
      .run(status, output, executionId, mapRun.id, index);
  });
};

/** Called when a child execution has ended. */
export const mapChildEnded = (core: Core, child: ExecutionRun, end: ExecutionEnd): void => {
  const mapRun = child.mapRunId === null ? undefined : core.mapRuns.get(child.mapRunId);
  if (!mapRun || child.itemIndex === null) return;
  const index = child.itemIndex;
  mapRun.running.delete(index);
  setItem(core, mapRun, index, end.status, end.output ?? null, child.id);
  if (mapRun.isFinished) return;
  if (end.status !== 'SUCCEEDED') {
    mapRun.failedCount += mapRun.plan.isBatched ? batchSize(child.input) : 1;
    if (isBreached(mapRun.plan, mapRun.failedCount, mapRun.itemCount)) {
      core.change(mapRun.frame, () =>
        failRun(
          core,
          mapRun,
          new StatesError(
            'States.ExceedToleratedFailureThreshold',
            'The specified tolerated failure threshold was exceeded',
          ),
        ),
      );
      return;
    }
  }
  pump(core, mapRun);
};

const closeRun = (core: Core, mapRun: MapRun, status: string): void => {
  mapRun.isFinished = true;
  core.mapRuns.delete(mapRun.id);
  const stopMs = core.now();
  core.journal.write(
    () =>
      void core.journal.sql('update map_runs set status = ?, stop_ms = ? where id = ?').run(status, stopMs, mapRun.id),
  );
  // Children that were stopped before are told to the run while it is still known; nothing else may touch it.
};

/** Ends the children that still run. */
const stopChildren = (core: Core, mapRun: MapRun): void => {
  mapRun.isFinished = true;
  for (const child of Array.from(core.executions.values())) {
    if (child.mapRunId === mapRun.id) core.endExecution(child, { status: 'ABORTED', previousId: 0 });
  }
};

const failRun = (core: Core, mapRun: MapRun, error: StatesError): void => {
  const { frame } = mapRun;
  stopChildren(core, mapRun);
  closeRun(core, mapRun, 'FAILED');
  if (!error.isEvaluation) {
    frame.record.lastEventId = core.addEvent(frame.run, frame.record.lastEventId, 'MapRunFailed', {
      error: error.error,
      cause: error.causeText,
    });
  }
  core.fail(frame, error);
};

/** The frame around the run was aborted. */
export const stopRun = (core: Core, runId: number): void => {
  const mapRun = core.mapRuns.get(runId);
  if (!mapRun) return;
  stopChildren(core, mapRun);
  closeRun(core, mapRun, 'ABORTED');
};

const finish = async (core: Core, mapRun: MapRun): Promise<void> => {
  const { frame } = mapRun;
  if (mapRun.isFinished) return;
  mapRun.isFinished = true;
  try {
    const output = await writeResults(core, mapRun);
    assertRunning(frame);
    core.change(frame, () => {
      closeRun(core, mapRun, 'SUCCEEDED');
      const { record, run } = frame;
      record.lastEventId = core.addEvent(run, record.lastEventId, 'MapRunSucceeded');
      const exitPreviousId = record.lastEventId;
      core.addEvent(run, exitPreviousId, 'MapStateSucceeded');
      core.complete(frame, output, exitPreviousId);
    });
  } catch (error) {
    if (error instanceof Interrupted) return;
    const cause = error instanceof Error ? error.message : 'The results could not be written.';
    core.change(frame, () => failRun(core, mapRun, new StatesError('States.ResultWriterFailed', cause)));
  }
};

/** Continues a run after a restart or a redrive: children that run continue by themselves. */
export const resumeMapRun = (core: Core, frame: Frame, runId: number): void => {
  const row = z
    .object({ arn: z.string(), data: z.string() })
    .parse(core.journal.sql('select arn, data from map_runs where id = ?').get(runId));
  const mapRun = createRun(runId, row.arn, frame, mapRunPlan.parse(JSON.parse(row.data)));
  core.mapRuns.set(runId, mapRun);
  if (mapRun.plan.phase === 'reading') return void prepare(core, mapRun);
  const rows = core.journal
    .sql('select idx, item_count, status from map_items where run_id = ? order by idx desc')
    .all(runId);
  for (const item of z.array(z.object({ idx: z.number(), item_count: z.number(), status: z.string() })).parse(rows)) {
    mapRun.itemCount += item.item_count;
    if (item.status === 'PENDING') mapRun.pending.push(item.idx);
    else if (item.status === 'RUNNING') mapRun.running.add(item.idx);
    else if (item.status !== 'SUCCEEDED') mapRun.failedCount += item.item_count;
  }
  core.journal.afterCommit(() => pump(core, mapRun));
};
