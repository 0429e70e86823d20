import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Core, ExecutionEnd } from './core.ts';
import { frameRecord, type ExecutionRun, type Frame } from './execution.ts';
import { parseJson, type Json } from './json.ts';
import type { MachineStore } from './machine-store.ts';
import { flowAt } from './machine-definition.ts';

// Over 150 lines: everything that creates, loads, saves and removes frames and executions, next to each other.

const executionRow = z.object({
  id: z.number(),
  arn: z.string(),
  name: z.string(),
  machine_arn: z.string(),
  definition_hash: z.string(),
  role_arn: z.string(),
  place: z.string(),
  input: z.string(),
  start_ms: z.number(),
  deadline_ms: z.number().nullable(),
  redrive_count: z.number(),
  redrive_ms: z.number().nullable(),
  map_run_id: z.number().nullable(),
  item_index: z.number().nullable(),
});
const frameRow = z.object({
  id: z.number(),
  parent_id: z.number().nullable(),
  data: z.string(),
  items: z.string().nullable(),
});
const place = z.array(z.string());

export type NewExecution = {
  arn: string;
  name: string;
  machineArn: string;
  machineName: string;
  roleArn: string;
  definitionHash: string;
  place: string[];
  input: string;
  timeoutSeconds: number | undefined;
  mapRunId: number | null;
  itemIndex: number | null;
};

export type ExecutionStore = Pick<Core, 'createFrame' | 'deleteChildren' | 'touch' | 'endExecution' | 'startChild'> & {
  start(execution: NewExecution): ExecutionRun;
  /** Loads an execution with its frames from the journal; the frames are not continued yet. */
  load(id: number): { run: ExecutionRun; frames: Frame[] };
  armDeadline(run: ExecutionRun): void;
  /** Called at the start of every commit: queues the frames that changed. */
  collect: () => void;
};

export const createExecutionStore = (core: Core, machines: MachineStore): ExecutionStore => {
  const { journal } = core;
  const dirty = new Set<Frame>();
  const savedItems = new WeakMap<Frame, Json[]>();
  const deadlines = new Map<ExecutionRun, () => void>();
  const lastId = (table: 'frames' | 'executions'): number =>
    z.object({ last: z.number().nullable() }).parse(journal.sql(`select max(id) as last from ${table}`).get()).last ??
    0;
  let lastFrameId = lastId('frames');
  let lastExecutionId = lastId('executions');

  const collect = (): void => {
    for (const frame of dirty) {
      const data = JSON.stringify(frame.record);
      const items = frame.items && savedItems.get(frame) !== frame.items ? frame.items : null;
      if (items) savedItems.set(frame, items);
      journal.write(() => {
        journal
          .sql(
            'insert into frames (id, execution_id, parent_id, data) values (?, ?, ?, ?) on conflict (id) do update set data = excluded.data',
          )
          .run(frame.id, frame.run.id, frame.parent?.id ?? null, data);
        if (items) journal.sql('update frames set items = ? where id = ?').run(JSON.stringify(items), frame.id);
      });
    }
    dirty.clear();
  };

  const touch = (frame: Frame): void => {
    dirty.add(frame);
    journal.write(() => undefined);
  };

  const createFrame: Core['createFrame'] = (run, parent, index, input) => {
    const inner = parent
      ? [...parent.record.place, parent.record.stateName, parent.record.work?.kind === 'map' ? '0' : String(index)]
      : [...run.place];
    const flow = flowAt(run.definition, inner);
    const frame: Frame = {
      id: (lastFrameId += 1),
      run,
      parent,
      flow,
      children: new Map(),
      items: null,
      isLive: true,
      record: {
        place: inner,
        index,
        isReady: true,
        stateName: flow.StartAt,
        input,
        variables: {},
        phase: 'enter',
        status: 'running',
        lastEventId: parent?.record.lastEventId ?? 0,
        beforeEnteredEventId: 0,
        enteredEventId: 0,
        enteredMs: 0,
        retryCount: 0,
        retrierCounts: [],
        work: null,
        output: null,
      },
    };
    if (parent && index !== null) parent.children.set(index, frame);
    if (!parent) run.root = frame;
    core.frames.set(frame.id, frame);
    touch(frame);
    return frame;
  };

  const forget = (frame: Frame): void => {
    frame.isLive = false;
    core.setTimer(frame);
    core.frames.delete(frame.id);
    const { work } = frame.record;
    if (work?.kind === 'task' && work.token !== null) core.tokens.delete(work.token);
  };

  const deleteChildren = (frame: Frame): void => {
    for (const child of frame.children.values()) {
      deleteChildren(child);
      forget(child);
      dirty.delete(child);
      journal.write(() => void journal.sql('delete from frames where id = ?').run(child.id));
    }
    frame.children.clear();
  };

  const armDeadline = (run: ExecutionRun): void => {
    if (run.deadlineMs === null) return;
    const fire = (): void => endExecution(run, { status: 'TIMED_OUT', previousId: 0 });
    deadlines.set(run, core.timers.at(run.deadlineMs, fire));
  };

  const start = (execution: NewExecution): ExecutionRun => {
    const definition = machines.definition(execution.definitionHash);
    const startMs = core.now();
    const run: ExecutionRun = {
      id: (lastExecutionId += 1),
      arn: execution.arn,
      name: execution.name,
      machineArn: execution.machineArn,
      machineName: execution.machineName,
      roleArn: execution.roleArn,
      definition,
      flow: flowAt(definition, execution.place),
      place: execution.place,
      input: parseJson(execution.input),
      startMs,
      status: 'RUNNING',
      lastEventId: 0,
      redriveCount: 0,
      redriveMs: null,
      deadlineMs: execution.timeoutSeconds === undefined ? null : startMs + execution.timeoutSeconds * 1000,
      mapRunId: execution.mapRunId,
      itemIndex: execution.itemIndex,
      root: null,
    };
    core.executions.set(run.id, run);
    journal.write(() => {
      journal
        .sql(
          `insert into executions (id, arn, name, machine_arn, definition_hash, role_arn, place, input, status, start_ms, deadline_ms, map_run_id, item_index)
           values (?, ?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?, ?, ?)`,
        )
        .run(
          run.id,
          run.arn,
          run.name,
          run.machineArn,
          execution.definitionHash,
          run.roleArn,
          JSON.stringify(execution.place),
          execution.input,
          startMs,
          run.deadlineMs,
          run.mapRunId,
          run.itemIndex,
        );
    });
    core.addEvent(run, 0, 'ExecutionStarted', {
      input: execution.input,
      inputDetails: { truncated: false },
      roleArn: run.roleArn,
    });
    armDeadline(run);
    core.advance(createFrame(run, null, null, run.input));
    return run;
  };

  const startChild: Core['startChild'] = (parent, mapRunId, label, itemIndex, input) => {
    const { run, record } = parent;
    const name = randomUUID();
    return start({
      arn: `arn:aws:states:${core.region}:${core.accountId}:execution:${run.machineName}/${label}:${name}`,
      name,
      machineArn: `arn:aws:states:${core.region}:${core.accountId}:stateMachine:${run.machineName}/${label}`,
      machineName: `${run.machineName}/${label}`,
      roleArn: run.roleArn,
      definitionHash: machines.hashOf(run.definition),
      place: [...record.place, record.stateName, '0'],
      input,
      timeoutSeconds: undefined,
      mapRunId,
      itemIndex,
    });
  };

  const endDetails = (end: ExecutionEnd): Record<string, Json> => ({
    ...(end.output === undefined ? {} : { output: end.output, outputDetails: { truncated: false } }),
    ...(end.error === undefined || end.error === null ? {} : { error: end.error }),
    ...(end.cause === undefined || end.cause === null ? {} : { cause: end.cause }),
  });
  const endEvents = {
    SUCCEEDED: 'ExecutionSucceeded',
    FAILED: 'ExecutionFailed',
    TIMED_OUT: 'ExecutionTimedOut',
    ABORTED: 'ExecutionAborted',
  };

  const endExecution: Core['endExecution'] = (run, end) => {
    if (run.status !== 'RUNNING') return;
    run.status = end.status;
    deadlines.get(run)?.();
    deadlines.delete(run);
    core.addEvent(run, end.previousId, endEvents[end.status], endDetails(end));
    core.executions.delete(run.id);
    if (run.root) closeFrames(run.root, end.status === 'SUCCEEDED');
    const stopMs = core.now();
    journal.write(() => {
      journal
        .sql('update executions set status = ?, stop_ms = ?, output = ?, error = ?, cause = ? where id = ?')
        .run(end.status, stopMs, end.output ?? null, end.error ?? null, end.cause ?? null, run.id);
      if (end.status === 'SUCCEEDED') journal.sql('delete from frames where execution_id = ?').run(run.id);
    });
    if (run.mapRunId !== null) core.childEnded(run, end);
  };

  /** Frames of a failed execution stay in the journal: a redrive continues from them. */
  const closeFrames = (frame: Frame, isSucceeded: boolean): void => {
    for (const child of frame.children.values()) closeFrames(child, isSucceeded);
    forget(frame);
    if (isSucceeded) dirty.delete(frame);
    else if (frame.record.status === 'running') {
      frame.record.status = 'aborted';
      dirty.add(frame);
    }
    if (frame.record.work?.kind === 'map-run') core.stopMapRun(frame.record.work.runId);
  };

  const load = (id: number): { run: ExecutionRun; frames: Frame[] } => {
    const row = executionRow.parse(journal.sql('select * from executions where id = ?').get(id));
    const definition = machines.definition(row.definition_hash);
    const at = place.parse(JSON.parse(row.place));
    const events = z
      .object({ last: z.number().nullable() })
      .parse(journal.sql('select max(id) as last from events where execution_id = ?').get(id));
    const run: ExecutionRun = {
      id,
      arn: row.arn,
      name: row.name,
      machineArn: row.machine_arn,
      machineName: row.machine_arn.split(':stateMachine:')[1] ?? row.name,
      roleArn: row.role_arn,
      definition,
      flow: flowAt(definition, at),
      place: at,
      input: parseJson(row.input),
      startMs: row.start_ms,
      status: 'RUNNING',
      lastEventId: events.last ?? 0,
      redriveCount: row.redrive_count,
      redriveMs: row.redrive_ms,
      deadlineMs: row.deadline_ms,
      mapRunId: row.map_run_id,
      itemIndex: row.item_index,
      root: null,
    };
    core.executions.set(id, run);
    const frames = new Map<number, Frame>();
    // Parents were created before their children, so ids are in order.
    for (const found of z
      .array(frameRow)
      .parse(journal.sql('select id, parent_id, data, items from frames where execution_id = ? order by id').all(id))) {
      const record = frameRecord.parse(JSON.parse(found.data));
      const parent = found.parent_id === null ? null : (frames.get(found.parent_id) ?? null);
      const items: Json[] | null = found.items === null ? null : z.array(z.json()).parse(JSON.parse(found.items));
      const frame: Frame = {
        id: found.id,
        run,
        parent,
        flow: flowAt(definition, record.place),
        children: new Map(),
        record,
        items,
        isLive: true,
      };
      if (items) savedItems.set(frame, items);
      if (parent && record.index !== null) parent.children.set(record.index, frame);
      if (!parent) run.root = frame;
      frames.set(frame.id, frame);
      core.frames.set(frame.id, frame);
    }
    return { run, frames: Array.from(frames.values()) };
  };

  return { start, startChild, createFrame, deleteChildren, touch, endExecution, load, armDeadline, collect };
};
