import { assertRunning, type Core } from './core.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { Frame } from './execution.ts';
import { evaluateArray, evaluateBounded, evaluateTemplate } from './expression.ts';
import type { Json } from './json.ts';
import type { MapState, ParallelState } from './machine-definition.ts';
import { StatesError } from './states-error.ts';

/** AWS runs at most 40 iterations of an inline Map at a time. */
const maxInlineConcurrency = 40;

export const startParallel = async (core: Core, frame: Frame, state: ParallelState): Promise<void> => {
  const { record, run } = frame;
  const input =
    state.Arguments === undefined ? record.input : await evaluateTemplate(state.Arguments, 'Arguments', scopeOf(frame));
  assertRunning(frame);
  record.lastEventId = core.addEvent(run, record.lastEventId, 'ParallelStateStarted');
  record.phase = 'blocked';
  record.work = { kind: 'parallel', count: state.Branches.length };
  core.touch(frame);
  for (const index of state.Branches.keys()) core.advance(core.createFrame(run, frame, index, input));
};

/** The items of a Map state: the field Items, or the input. Only an array will do. */
export const itemsOf = async (frame: Frame, state: MapState): Promise<Json[]> => {
  if (state.Items !== undefined) return evaluateArray(state.Items, 'Items', scopeOf(frame));
  const { input } = frame.record;
  if (Array.isArray(input)) return input;
  throw new StatesError(
    'States.QueryEvaluationError',
    `Map state input must be an array but was: ${JSON.stringify(input)}`,
    {
      isEvaluation: true,
    },
  );
};

export const startInlineMap = async (core: Core, frame: Frame, state: MapState): Promise<void> => {
  const { record, run } = frame;
  const items = await itemsOf(frame, state);
  const asked =
    state.MaxConcurrency === undefined
      ? 0
      : await evaluateBounded(state.MaxConcurrency, 'MaxConcurrency', scopeOf(frame));
  assertRunning(frame);
  record.lastEventId = core.addEvent(run, record.lastEventId, 'MapStateStarted', { length: items.length });
  record.phase = 'blocked';
  const maxConcurrency = asked >= 1 ? Math.min(Math.trunc(asked), maxInlineConcurrency) : maxInlineConcurrency;
  record.work = { kind: 'map', count: items.length, maxConcurrency };
  frame.items = items;
  core.touch(frame);
  if (items.length > 0) startIterations(core, frame);
  else {
    core.addEvent(run, record.lastEventId, 'MapStateSucceeded');
    core.complete(frame, []);
  }
};

const runningCount = (frame: Frame): number => {
  let count = 0;
  for (const child of frame.children.values()) if (child.record.status === 'running') count += 1;
  return count;
};

const hasSelector = (frame: Frame): boolean => {
  const state = frame.flow.States[frame.record.stateName];
  return state?.Type === 'Map' && state.ItemSelector !== undefined;
};

const startIterations = (core: Core, frame: Frame): void => {
  const { work } = frame.record;
  if (work?.kind !== 'map') return;
  for (let free = work.maxConcurrency - runningCount(frame); free > 0 && frame.children.size < work.count; free -= 1) {
    const index = frame.children.size;
    const child = core.createFrame(frame.run, frame, index, frame.items?.[index] ?? null);
    child.record.isReady = !hasSelector(frame);
    const details = { name: frame.record.stateName, index };
    child.record.lastEventId = core.addEvent(frame.run, frame.record.lastEventId, 'MapIterationStarted', details);
    void startIteration(core, frame, child);
  }
};

/** Evaluates ItemSelector, if there is one, and lets the iteration go. */
const startIteration = async (core: Core, frame: Frame, child: Frame): Promise<void> => {
  const state = frame.flow.States[frame.record.stateName];
  if (state?.Type !== 'Map' || state.ItemSelector === undefined) return core.advance(child);
  const { index } = child.record;
  const item = { Map: { Item: { Index: index ?? 0, Value: frame.items?.[index ?? 0] ?? null } } };
  let failure: StatesError | undefined;
  let input: Json = null;
  try {
    input = await evaluateTemplate(state.ItemSelector, 'ItemSelector', scopeOf(frame, {}, item));
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    failure = error;
  }
  if (!child.isLive || child.record.status !== 'running' || !frame.isLive || frame.record.work?.kind !== 'map')
    return undefined;
  if (failure) {
    const error = failure;
    return core.change(frame, () => {
      for (const running of frame.children.values()) if (running.record.status === 'running') abortFrame(core, running);
      core.fail(frame, error);
    });
  }
  child.record.input = input;
  child.record.isReady = true;
  core.touch(child);
  return core.advance(child);
};

/** Called when an iteration has succeeded. */
export const iterationEnded = (core: Core, frame: Frame, child: Frame): void => {
  const { record, run } = frame;
  const { work } = record;
  if (work?.kind !== 'map') return;
  const details = { name: record.stateName, index: child.record.index };
  const succeededId = core.addEvent(run, child.record.lastEventId, 'MapIterationSucceeded', details);
  // AWS lets the next iteration name the last event inside this one, not its MapIterationSucceeded.
  record.lastEventId = child.record.lastEventId;
  core.touch(frame);
  if (frame.children.size < work.count) return startIterations(core, frame);
  if (runningCount(frame) > 0) return undefined;
  core.addEvent(run, succeededId, 'MapStateSucceeded');
  core.complete(frame, outputsOf(frame, work.count), succeededId);
  return core.advance(frame);
};

/** Called when a branch of a Parallel has succeeded. */
export const branchEnded = (core: Core, frame: Frame, child: Frame): void => {
  const { record, run } = frame;
  const { work } = record;
  if (work?.kind !== 'parallel' || runningCount(frame) > 0) return;
  record.lastEventId = child.record.lastEventId;
  core.addEvent(run, record.lastEventId, 'ParallelStateSucceeded');
  core.complete(frame, outputsOf(frame, work.count), record.lastEventId);
  core.advance(frame);
};

const outputsOf = (frame: Frame, count: number): Json[] =>
  Array.from({ length: count }, (_, index) => frame.children.get(index)?.record.output ?? null);

/** Tears a frame down from the inside out, with the Aborted events of the states that were open. */
export const abortFrame = (core: Core, frame: Frame): void => {
  for (const child of frame.children.values()) if (child.record.status === 'running') abortFrame(core, child);
  const { record, run, parent } = frame;
  if (record.work?.kind === 'map-run') core.stopMapRun(record.work.runId);
  const type = frame.flow.States[record.stateName]?.Type;
  const isOpen = record.phase !== 'enter' && record.enteredEventId > 0;
  const isFailed = record.status === 'failed' && (type === 'Map' || type === 'Parallel');
  if (isOpen && !isFailed && (type === 'Task' || type === 'Wait' || type === 'Map' || type === 'Parallel')) {
    core.addEvent(run, record.lastEventId, `${type}StateAborted`);
  }
  if (record.status === 'running') {
    record.status = 'aborted';
    if (parent?.record.work?.kind === 'map') {
      core.addEvent(run, record.lastEventId, 'MapIterationAborted', {
        name: parent.record.stateName,
        index: record.index,
      });
    }
  }
  core.setTimer(frame);
  core.touch(frame);
};

/** Continues a Map or Parallel after a restart: the children continue by themselves, missing iterations are started. */
export const resumeChildren = (core: Core, frame: Frame): void => {
  for (const child of frame.children.values()) {
    if (frame.record.work?.kind === 'map' && child.record.status === 'running' && !child.record.isReady)
      void startIteration(core, frame, child);
  }
  core.change(frame, () => startIterations(core, frame));
};
