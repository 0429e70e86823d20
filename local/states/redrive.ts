import { z } from 'zod';
import type { Core } from './core.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { Frame } from './execution.ts';
import type { Interpreter } from './interpreter.ts';

const runRow = z.object({ arn: z.string(), redrive_count: z.number() });

/**
 * Takes a frame back to the state it failed in. States that had succeeded are not repeated: of a Parallel only the
 * branches that failed or were aborted, of a Map only such iterations (AWS developer guide, redriving executions).
 */
const rewind = (core: Core, frame: Frame, redrivenId: number, restarted: Frame[]): void => {
  const { record } = frame;
  if (record.status === 'succeeded') return;
  const type = frame.flow.States[record.stateName]?.Type;
  const kind = record.work?.kind;
  record.status = 'running';
  record.retryCount = 0;
  record.retrierCounts = [];
  record.lastEventId = redrivenId;
  const keepsChildren = (kind === 'map' || kind === 'parallel') && frame.children.size > 0;
  if (keepsChildren || kind === 'map-run' || (kind === 'completing' && (type === 'Map' || type === 'Parallel'))) {
    record.phase = 'blocked';
    for (const child of frame.children.values()) rewind(core, child, redrivenId, restarted);
  } else if (record.phase !== 'enter' || type === 'Fail') {
    record.phase = type === 'Fail' ? 'enter' : 'run';
    record.work = null;
    record.enteredMs = core.now();
  }
  core.touch(frame);
  restarted.push(frame);
};

/** Gives the items that did not succeed back to their run; true when there is a run to continue. */
const reopenMapRun = (core: Core, frame: Frame, redrivenId: number): boolean => {
  const { work } = frame.record;
  if (work?.kind !== 'map-run') return false;
  const { runId } = work;
  const { journal } = core;
  if (journal.sql('select 1 from map_items where run_id = ? limit 1').get(runId) === undefined) {
    // The items were never read: the state starts from its beginning.
    frame.record.phase = 'run';
    frame.record.work = null;
    return false;
  }
  const row = runRow.parse(journal.sql('select arn, redrive_count from map_runs where id = ?').get(runId));
  const redriveCount = row.redrive_count + 1;
  const atMs = core.now();
  journal.write(() => {
    journal.sql("update map_items set status = 'PENDING' where run_id = ? and status <> 'SUCCEEDED'").run(runId);
    journal
      .sql("update map_runs set status = 'RUNNING', stop_ms = null, redrive_count = ?, redrive_ms = ? where id = ?")
      .run(redriveCount, atMs, runId);
  });
  const details = { mapRunArn: row.arn, redriveCount };
  frame.record.lastEventId = core.addEvent(frame.run, redrivenId, 'MapRunRedriven', details);
  return true;
};

/**
 * Continues an ended execution from the state it failed in, under the same ARN and with the same history.
 * The caller has checked that it may be redriven and that the journal is committed.
 */
export const redriveExecution = (
  core: Core,
  store: ExecutionStore,
  interpreter: Interpreter,
  executionId: number,
): void => {
  const { run } = store.load(executionId);
  const atMs = core.now();
  run.redriveCount += 1;
  run.redriveMs = atMs;
  const timeoutSeconds = run.mapRunId === null ? run.definition.TimeoutSeconds : undefined;
  run.deadlineMs = timeoutSeconds === undefined ? null : atMs + timeoutSeconds * 1000;
  const { redriveCount, deadlineMs } = run;
  core.journal.write(() => {
    core.journal
      .sql(
        `update executions set status = 'RUNNING', stop_ms = null, output = null, error = null, cause = null,
           redrive_count = ?, redrive_ms = ?, deadline_ms = ? where id = ?`,
      )
      .run(redriveCount, atMs, deadlineMs, executionId);
  });
  const redrivenId = core.addEvent(run, run.lastEventId, 'ExecutionRedriven', { redriveCount });
  store.armDeadline(run);
  const restarted: Frame[] = [];
  if (run.root) rewind(core, run.root, redrivenId, restarted);
  for (const frame of restarted) {
    // A run is read from the journal again, so what was just written must be in it.
    if (reopenMapRun(core, frame, redrivenId)) core.journal.afterCommit(() => interpreter.resume(frame));
    else if (frame.record.isReady) interpreter.resume(frame);
  }
};
