import {
  abortFrame,
  iterationEnded,
  branchEnded,
  resumeChildren,
  startInlineMap,
  startParallel,
} from './child-frames.ts';
import { assertRunning, HistoryFull, Interrupted, type Core } from './core.ts';
import { resumeMapRun, startMapRun } from './distributed-map.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { Frame } from './execution.ts';
import { evaluateBoolean, evaluateString, evaluateTemplate } from './expression.ts';
import { isTooLarge, maxPayloadBytes, type Json, type JsonObject } from './json.ts';
import { isDistributed, type State } from './machine-definition.ts';
import { findCatcher, findRetrier, retryDelayMs } from './retry-policy.ts';
import { errorOutput, resultTooLarge, StatesError } from './states-error.ts';
import { resumeTask, startTask } from './task-state.ts';
import { resumeWait, startWait } from './wait-state.ts';

// Over 150 lines: the life of a state (enter, work, leave, fail) reads best in one place; each kind of work has its own file.

/** After this many transitions in one go a frame lets other work run. */
const transitionsPerTurn = 50;

const stateOf = (frame: Frame): State => {
  const state = frame.flow.States[frame.record.stateName];
  if (!state) throw new StatesError('States.Runtime', `The state '${frame.record.stateName}' does not exist`);
  return state;
};

export type Interpreter = Pick<Core, 'advance' | 'change' | 'complete' | 'fail'> & {
  /** Continues a frame that was loaded from the journal. */
  resume(frame: Frame): void;
};

export const createInterpreter = (core: Core): Interpreter => {
  const active = new Set<Frame>();

  const enter = (frame: Frame): void => {
    const { record, run } = frame;
    const state = stateOf(frame);
    const input = JSON.stringify(record.input);
    record.beforeEnteredEventId = record.lastEventId;
    record.enteredMs = core.now();
    const details = { name: record.stateName, input, inputDetails: { truncated: false } };
    record.enteredEventId = core.addEvent(run, record.lastEventId, `${state.Type}StateEntered`, details);
    record.lastEventId = record.enteredEventId;
    record.phase = 'run';
    record.retryCount = 0;
    record.retrierCounts = [];
    record.work = null;
    core.touch(frame);
  };

  const runChoice = async (frame: Frame, state: Extract<State, { Type: 'Choice' }>): Promise<void> => {
    const scope = scopeOf(frame);
    for (const [at, rule] of state.Choices.entries()) {
      const isMatch = await evaluateBoolean(rule.Condition, `Choices[${at}]/Condition`, scope);
      assertRunning(frame);
      if (isMatch) return setCompleting(frame, undefined, frame.record.lastEventId, at);
    }
    if (state.Default === undefined) {
      throw new StatesError(
        'States.NoChoiceMatched',
        `Failed to transition out of the state '${frame.record.stateName}'. The state does not point to a next state.`,
      );
    }
    return setCompleting(frame, undefined, frame.record.lastEventId, null);
  };

  const runFail = async (frame: Frame, state: Extract<State, { Type: 'Fail' }>): Promise<void> => {
    const scope = scopeOf(frame);
    const error = state.Error === undefined ? null : await evaluateString(state.Error, 'Error', scope);
    const cause = state.Cause === undefined ? null : await evaluateString(state.Cause, 'Cause', scope);
    assertRunning(frame);
    frameFailed(frame, new StatesError(error, cause));
  };

  const runState = (frame: Frame): Promise<void> | void => {
    const state = stateOf(frame);
    switch (state.Type) {
      case 'Pass':
      case 'Succeed':
        return setCompleting(frame, undefined, frame.record.lastEventId, null);
      case 'Choice':
        return runChoice(frame, state);
      case 'Fail':
        return runFail(frame, state);
      case 'Wait':
        return startWait(core, frame, state);
      case 'Task':
        return startTask(core, frame, state);
      case 'Parallel':
        return startParallel(core, frame, state);
      case 'Map':
        return isDistributed(state) ? startMapRun(core, frame, state) : startInlineMap(core, frame, state);
      default:
        throw new StatesError('States.Runtime', 'Unknown state type');
    }
  };

  const setCompleting = (frame: Frame, result: Json | undefined, exitPreviousId: number, rule: number | null): void => {
    frame.record.phase = 'blocked';
    frame.record.work = { kind: 'completing', ...(result === undefined ? {} : { result }), rule, exitPreviousId };
    core.setTimer(frame);
    core.touch(frame);
  };

  /** Leaves the state: the Exited event, the variables, and on to the next state or the end of the frame. */
  const leave = (
    frame: Frame,
    exit: { output: Json; assigned: JsonObject; previousId: number; next: string | undefined },
  ): void => {
    const { record, run } = frame;
    const state = stateOf(frame);
    const output = JSON.stringify(exit.output);
    if (isTooLarge(output)) return frameFailed(frame, resultTooLarge(record.stateName));
    const names = Object.keys(exit.assigned);
    const assignedVariables: JsonObject = {};
    for (const name of names) assignedVariables[name] = JSON.stringify(exit.assigned[name]);
    record.lastEventId = core.addEvent(run, exit.previousId, `${state.Type}StateExited`, {
      name: record.stateName,
      output,
      outputDetails: { truncated: false },
      ...(names.length > 0 ? { assignedVariables, assignedVariablesDetails: { truncated: false } } : {}),
    });
    if (names.length > 0) record.variables = { ...record.variables, ...exit.assigned };
    record.work = null;
    core.deleteChildren(frame);
    frame.items = null;
    core.touch(frame);
    if (exit.next === undefined) return frameSucceeded(frame, exit.output);
    record.stateName = exit.next;
    record.input = exit.output;
    record.phase = 'enter';
  };

  const evaluateAssign = async (
    frame: Frame,
    template: Record<string, Json> | undefined,
    extra: JsonObject,
  ): Promise<JsonObject> => {
    const assigned: JsonObject = {};
    if (!template) return assigned;
    const scope = scopeOf(frame, extra);
    for (const [name, value] of Object.entries(template)) {
      assigned[name] = await evaluateTemplate(value, `Assign/${name}`, scope);
    }
    if (isTooLarge(JSON.stringify(assigned))) {
      throw new StatesError('States.QueryEvaluationError', `The variables of Assign exceed ${maxPayloadBytes} bytes.`, {
        location: 'Assign',
        isEvaluation: true,
      });
    }
    return assigned;
  };

  const finishState = async (frame: Frame): Promise<void> => {
    const work = frame.record.work;
    if (work?.kind !== 'completing') return;
    const state = stateOf(frame);
    const rule = state.Type === 'Choice' && work.rule !== null ? state.Choices[work.rule] : undefined;
    const assignTemplate = rule
      ? rule.Assign
      : state.Type === 'Fail' || state.Type === 'Succeed'
        ? undefined
        : state.Assign;
    const outputTemplate = rule ? rule.Output : state.Type === 'Fail' ? undefined : state.Output;
    const hasResult = state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel';
    const extra: JsonObject = hasResult ? { result: work.result ?? null } : {};
    const assigned = await evaluateAssign(frame, assignTemplate, extra);
    const plain = hasResult ? (work.result ?? null) : frame.record.input;
    const output =
      outputTemplate === undefined ? plain : await evaluateTemplate(outputTemplate, 'Output', scopeOf(frame, extra));
    assertRunning(frame);
    const next =
      rule?.Next ??
      (state.Type === 'Choice'
        ? state.Default
        : 'Next' in state && typeof state.Next === 'string'
          ? state.Next
          : undefined);
    leave(frame, { output, assigned, previousId: work.exitPreviousId, next });
  };

  const finishCatch = async (frame: Frame): Promise<void> => {
    const work = frame.record.work;
    const state = stateOf(frame);
    if (work?.kind !== 'catching' || !('Catch' in state)) return;
    const catcher = Array.isArray(state.Catch) ? state.Catch[work.catcher] : undefined;
    if (!catcher) return;
    const extra: JsonObject = { errorOutput: errorOutput(work.error, work.cause) };
    const at = `Catch[${work.catcher}]`;
    try {
      const assigned = await evaluateAssign(frame, catcher.Assign, extra);
      const output =
        catcher.Output === undefined
          ? errorOutput(work.error, work.cause)
          : await evaluateTemplate(catcher.Output, `${at}/Output`, scopeOf(frame, extra));
      assertRunning(frame);
      leave(frame, { output, assigned, previousId: frame.record.lastEventId, next: catcher.Next });
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      assertRunning(frame);
      frameFailed(frame, noteEvaluation(frame, error));
    }
  };

  /** Writes EvaluationFailed for an expression and completes the cause with the state it happened in. */
  const noteEvaluation = (frame: Frame, error: StatesError): StatesError => {
    if (!error.isEvaluation) return error;
    const { record, run } = frame;
    const cause = `An error occurred while executing the state '${record.stateName}' (entered at the event id #${record.enteredEventId}). ${error.causeText}`;
    const isEarly = record.lastEventId === record.enteredEventId && !error.isAfterStart;
    const previousId = isEarly ? record.beforeEnteredEventId : record.lastEventId;
    record.lastEventId = core.addEvent(run, previousId, 'EvaluationFailed', {
      error: error.error,
      cause,
      ...(error.location === undefined ? {} : { location: error.location }),
      state: record.stateName,
    });
    return new StatesError(error.error, cause);
  };

  const stateFailed = (frame: Frame, thrown: StatesError): void => {
    const { record, run } = frame;
    core.setTimer(frame);
    const error = noteEvaluation(frame, thrown);
    if (thrown.isTerminal) return frameFailed(frame, error);
    const state = stateOf(frame);
    const canRecover = state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel';
    core.touch(frame);
    const found = canRecover
      ? findRetrier(state.Retry ?? [], withAlias(error, thrown), record.retrierCounts)
      : undefined;
    if (found) {
      core.deleteChildren(frame);
      const delayMs = retryDelayMs(found.retrier, record.retrierCounts[found.at] ?? 0, core.random);
      const length = Math.max(found.at + 1, record.retrierCounts.length);
      record.retrierCounts = Array.from(
        { length },
        (_, at) => (record.retrierCounts[at] ?? 0) + (at === found.at ? 1 : 0),
      );
      record.phase = 'blocked';
      record.work = { kind: 'retry', untilMs: Math.ceil(core.now() + delayMs) };
      return armRetry(frame);
    }
    if (state.Type === 'Map' || state.Type === 'Parallel') {
      record.lastEventId = core.addEvent(run, record.lastEventId, `${state.Type}StateFailed`);
    }
    const catcher = canRecover ? findCatcher(state.Catch ?? [], withAlias(error, thrown)) : -1;
    if (catcher < 0) return frameFailed(frame, error);
    record.phase = 'blocked';
    record.work = { kind: 'catching', catcher, error: error.error, cause: error.causeText };
    return undefined;
  };

  const withAlias = (error: StatesError, thrown: StatesError): StatesError =>
    thrown.alias === undefined ? error : thrown;

  const armRetry = (frame: Frame): void => {
    const { work } = frame.record;
    if (work?.kind !== 'retry') return;
    core.setTimer(frame, work.untilMs, () => {
      frame.record.retryCount += 1;
      frame.record.phase = 'run';
      frame.record.work = null;
      core.touch(frame);
      advance(frame);
    });
  };

  const frameSucceeded = (frame: Frame, output: Json): void => {
    const { record } = frame;
    record.phase = 'ended';
    record.status = 'succeeded';
    record.output = output;
    core.setTimer(frame);
    core.touch(frame);
    const { parent } = frame;
    if (!parent)
      return core.endExecution(frame.run, {
        status: 'SUCCEEDED',
        output: JSON.stringify(output),
        previousId: record.lastEventId,
      });
    return parent.record.work?.kind === 'map' ? iterationEnded(core, parent, frame) : branchEnded(core, parent, frame);
  };

  const frameFailed = (frame: Frame, error: StatesError): void => {
    const { record, parent } = frame;
    record.phase = 'ended';
    record.status = 'failed';
    core.setTimer(frame);
    core.touch(frame);
    if (!parent) {
      return core.endExecution(frame.run, {
        status: 'FAILED',
        error: error.error,
        cause: error.causeText,
        previousId: record.lastEventId,
      });
    }
    const name = parent.record.stateName;
    const isMap = parent.record.work?.kind === 'map';
    if (isMap) core.addEvent(frame.run, record.lastEventId, 'MapIterationFailed', { name, index: record.index });
    // A branch that fails is torn down with its state still open; an iteration was closed by the event above.
    else abortFrame(core, frame);
    for (const sibling of parent.children.values()) {
      if (sibling.record.status === 'running') abortFrame(core, sibling);
    }
    parent.record.lastEventId = record.lastEventId;
    stateFailed(parent, error);
    advance(parent);
    return undefined;
  };

  const step = async (frame: Frame): Promise<boolean> => {
    const { phase, work } = frame.record;
    if (phase === 'enter') enter(frame);
    else if (phase === 'run') await runState(frame);
    else if (phase === 'blocked' && work?.kind === 'completing') await finishState(frame);
    else if (phase === 'blocked' && work?.kind === 'catching') await finishCatch(frame);
    else return false;
    return true;
  };

  const runFrame = async (frame: Frame): Promise<void> => {
    let transitions = 0;
    while (frame.isLive && frame.record.status === 'running') {
      try {
        if (!(await step(frame))) return;
      } catch (error) {
        if (error instanceof Interrupted) return;
        change(frame, () => {
          if (frame.isLive && frame.record.status === 'running') stateFailed(frame, asStatesError(error));
        });
      }
      transitions += 1;
      if (transitions % transitionsPerTurn === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const asStatesError = (error: unknown): StatesError => {
    if (error instanceof StatesError) return error;
    if (error instanceof HistoryFull) throw error;
    return new StatesError(
      'States.Runtime',
      error instanceof Error ? error.message : 'The state could not be executed',
    );
  };

  const advance = (frame: Frame): void => {
    if (active.has(frame)) return;
    active.add(frame);
    void runFrame(frame).finally(() => {
      active.delete(frame);
      // Something may have happened between the last look and now.
      const { phase, work } = frame.record;
      const isReady = phase === 'enter' || phase === 'run' || work?.kind === 'completing' || work?.kind === 'catching';
      if (isReady && phase !== 'ended' && frame.isLive && frame.record.status === 'running') advance(frame);
    });
  };

  const change = (frame: Frame, work: () => void): void => {
    if (!frame.isLive || frame.record.status !== 'running') return;
    try {
      work();
    } catch (error) {
      if (error instanceof HistoryFull) {
        const cause = 'The execution reached the maximum number of history events (25000).';
        core.endExecution(frame.run, {
          status: 'FAILED',
          error: 'States.Runtime',
          cause,
          previousId: frame.run.lastEventId,
        });
      } else if (error instanceof StatesError) {
        change(frame, () => stateFailed(frame, error));
      } else if (!(error instanceof Interrupted)) {
        throw error;
      }
    }
    advance(frame);
  };

  const complete: Core['complete'] = (frame, result, exitPreviousId) =>
    setCompleting(frame, result, exitPreviousId ?? frame.record.lastEventId, null);

  const resume = (frame: Frame): void => {
    const { work, phase } = frame.record;
    if (phase !== 'blocked') return advance(frame);
    switch (work?.kind) {
      case 'retry':
        return armRetry(frame);
      case 'wait':
        return resumeWait(core, frame);
      case 'task':
        return resumeTask(core, frame);
      case 'map':
      case 'parallel':
        return resumeChildren(core, frame);
      case 'map-run':
        return resumeMapRun(core, frame, work.runId);
      default:
        return advance(frame);
    }
  };

  return { advance, change, complete, fail: stateFailed, resume };
};
