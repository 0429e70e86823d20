import { randomUUID } from 'node:crypto';
import { assertRunning, type Core, type FunctionResult } from './core.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { Frame, TaskWork } from './execution.ts';
import { evaluateNumber, evaluateTemplate } from './expression.ts';
import { isJsonObject, isTooLarge, parseJson, type Json, type JsonObject } from './json.ts';
import type { TaskState } from './machine-definition.ts';
import { resultTooLarge, StatesError } from './states-error.ts';

// Over 150 lines: scheduling, answering and timing out a task share the same record and the same event names.

const invokeResource = 'arn:aws:states:::lambda:invoke';
const callbackResource = `${invokeResource}.waitForTaskToken`;
const lambdaArnForm = /^arn:aws[\w-]*:lambda:[\w-]+:\d+:function:/;

export const isSupportedResource = (resource: string): boolean =>
  resource === invokeResource || resource === callbackResource || lambdaArnForm.test(resource);

/** The name in a function name, partial ARN or ARN, without a version or alias. */
export const functionNameOf = (reference: string): string => {
  const parts = reference.split(':');
  const at = parts.indexOf('function');
  return (at >= 0 ? parts[at + 1] : parts[0]) ?? reference;
};

/** The event names differ: `Task...` for the lambda:invoke integration, `LambdaFunction...` for a function ARN as Resource. */
const eventType = (state: TaskState, suffix: string): string =>
  `${lambdaArnForm.test(state.Resource) ? 'LambdaFunction' : 'Task'}${suffix}`;

const eventDetails = (state: TaskState, more: JsonObject = {}): JsonObject =>
  lambdaArnForm.test(state.Resource) ? more : { resourceType: 'lambda', resource: integration(state), ...more };

const integration = (state: TaskState): string =>
  state.Resource === callbackResource ? 'invoke.waitForTaskToken' : 'invoke';

const taskState = (frame: Frame): TaskState => {
  const state = frame.flow.States[frame.record.stateName];
  if (state?.Type !== 'Task') throw new Error('a task answer reached a state that is no task');
  return state;
};

/** What the function receives: a text Payload goes as it is, null and none arrive as an empty object (recorded). */
const payloadText = (payload: Json | undefined): string => {
  if (payload === undefined || payload === null) return '{}';
  if (typeof payload !== 'string') return JSON.stringify(payload);
  try {
    parseJson(payload);
    return payload;
  } catch {
    throw new StatesError(
      'Lambda.InvalidRequestContentException',
      'Could not parse request body into json: the Payload is not JSON.',
    );
  }
};

const evaluateSeconds = async (
  frame: Frame,
  state: TaskState,
  field: 'TimeoutSeconds' | 'HeartbeatSeconds',
): Promise<number | null> => {
  const value = state[field];
  if (value === undefined) return null;
  const seconds = await evaluateNumber(value, field, scopeOf(frame));
  if (seconds > 0 && seconds <= 99_999_999) return seconds;
  const cause = `The ${field} field must be a positive number of seconds up to 99999999 but was: ${seconds}`;
  throw new StatesError('States.QueryEvaluationError', cause, { location: field, isEvaluation: true });
};

export const startTask = async (core: Core, frame: Frame, state: TaskState): Promise<void> => {
  const { record, run } = frame;
  const token =
    state.Resource === callbackResource
      ? Buffer.from(`${randomUUID()}${randomUUID()}${randomUUID()}`).toString('base64url')
      : null;
  const scope = scopeOf(frame, {}, token === null ? {} : { Task: { Token: token } });
  const input =
    state.Arguments === undefined ? record.input : await evaluateTemplate(state.Arguments, 'Arguments', scope);
  const timeoutSeconds = await evaluateSeconds(frame, state, 'TimeoutSeconds');
  const heartbeatSeconds = await evaluateSeconds(frame, state, 'HeartbeatSeconds');
  assertRunning(frame);
  const text = JSON.stringify(input);
  if (isTooLarge(text))
    throw new StatesError(
      'States.DataLimitExceeded',
      `The state/task '${record.stateName}' has an input with a size exceeding the maximum number of bytes service limit.`,
    );
  const isArn = lambdaArnForm.test(state.Resource);
  const functionName = isArn ? state.Resource : isJsonObject(input) ? input['FunctionName'] : undefined;
  if (typeof functionName !== 'string' || functionName === '') {
    throw new StatesError(
      'States.Runtime',
      `The field 'FunctionName' is required but was missing in the Arguments of the state '${record.stateName}'`,
    );
  }
  const times: JsonObject = {
    ...(timeoutSeconds === null ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds === null ? {} : { heartbeatInSeconds: heartbeatSeconds }),
  };
  const scheduled = isArn
    ? { input: text, inputDetails: { truncated: false }, resource: state.Resource, ...times }
    : eventDetails(state, { parameters: text, region: core.region, ...times });
  record.lastEventId = core.addEvent(run, record.lastEventId, eventType(state, 'Scheduled'), scheduled);
  const payload = isArn ? text : payloadText(isJsonObject(input) ? input['Payload'] : undefined);
  record.lastEventId = core.addEvent(
    run,
    record.lastEventId,
    eventType(state, 'Started'),
    isArn ? undefined : eventDetails(state),
  );
  const nowMs = core.now();
  record.phase = 'blocked';
  record.work = {
    kind: 'task',
    phase: 'invoking',
    functionName: functionNameOf(functionName),
    payload,
    token,
    deadlineMs: timeoutSeconds === null ? null : nowMs + timeoutSeconds * 1000,
    heartbeatSeconds,
    heartbeatDueMs: heartbeatSeconds === null ? null : nowMs + heartbeatSeconds * 1000,
    answer: null,
  };
  core.touch(frame);
  if (token !== null) {
    core.journal.write(() => {
      core.journal.sql('insert into tokens (token, execution_id) values (?, ?)').run(token, run.id);
    });
  }
  resumeTask(core, frame);
};

/** Arms the clocks and makes the call, unless it had returned before a restart. */
export const resumeTask = (core: Core, frame: Frame): void => {
  const { work } = frame.record;
  if (work?.kind !== 'task') return;
  if (work.answer) return core.change(frame, () => settle(core, frame, work));
  if (work.token !== null) core.tokens.set(work.token, frame);
  armTask(core, frame, work);
  if (work.phase === 'invoking') core.journal.afterCommit(() => void invoke(core, frame, work));
};

const armTask = (core: Core, frame: Frame, work: TaskWork): void => {
  const dueMs = Math.min(work.deadlineMs ?? Number.POSITIVE_INFINITY, work.heartbeatDueMs ?? Number.POSITIVE_INFINITY);
  if (dueMs === Number.POSITIVE_INFINITY) return;
  core.setTimer(frame, dueMs, () =>
    core.change(frame, () => {
      if (frame.record.work !== work) return;
      if (work.answer) return settle(core, frame, work);
      const nowMs = core.now();
      const isTimeout = work.deadlineMs !== null && work.deadlineMs <= nowMs;
      const isSilent = work.heartbeatDueMs !== null && work.heartbeatDueMs <= nowMs;
      if (isTimeout || isSilent) timeOut(core, frame, work, !isTimeout);
      else armTask(core, frame, work);
      return undefined;
    }),
  );
};

/** AWS reports a missed heartbeat as States.Timeout too; only Retry and Catch know it as States.HeartbeatTimeout. */
const timeOut = (core: Core, frame: Frame, work: TaskWork, isHeartbeat: boolean): void => {
  const { record, run } = frame;
  closeToken(core, work);
  const state = taskState(frame);
  record.lastEventId = core.addEvent(
    run,
    record.lastEventId,
    eventType(state, 'TimedOut'),
    eventDetails(state, { error: 'States.Timeout' }),
  );
  core.fail(frame, new StatesError('States.Timeout', null, isHeartbeat ? { alias: 'States.HeartbeatTimeout' } : {}));
};

/** The journal keeps every token that ever was, so that a late answer is told from a wrong one. */
const closeToken = (core: Core, work: TaskWork): void => {
  if (work.token !== null) core.tokens.delete(work.token);
};

const invoke = async (core: Core, frame: Frame, work: TaskWork): Promise<void> => {
  if (!frame.isLive || frame.record.work !== work) return;
  let result: FunctionResult | StatesError;
  try {
    result = await core.invokeFunction(work.functionName, work.payload);
  } catch (error) {
    result = invocationError(core, work, error);
  }
  if (!frame.isLive || frame.record.work !== work) return;
  const answered = result;
  core.change(frame, () => functionReturned(core, frame, work, answered));
};

const invocationError = (core: Core, work: TaskWork, error: unknown): StatesError => {
  const name = error instanceof Error ? error.name : '';
  if (!name.startsWith('FunctionNotFound') && name !== 'ResourceNotFoundException') {
    return new StatesError(
      'Lambda.Unknown',
      error instanceof Error ? error.message : 'The function could not be invoked.',
    );
  }
  const arn = `arn:aws:lambda:${core.region}:${core.accountId}:function:${work.functionName}:$LATEST`;
  const status = `Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ${randomUUID()}; Proxy: null`;
  return new StatesError('Lambda.ResourceNotFoundException', `Function not found: ${arn} (${status})`);
};

const functionReturned = (core: Core, frame: Frame, work: TaskWork, result: FunctionResult | StatesError): void => {
  const failure =
    result instanceof StatesError
      ? result
      : result.functionError === undefined
        ? undefined
        : thrownByFunction(result.payload, !lambdaArnForm.test(taskState(frame).Resource));
  // An answer that was acknowledged to its sender stands, whatever the call did afterwards.
  if (failure && !work.answer) return taskFailed(core, frame, work, failure);
  const state = taskState(frame);
  const payload = result instanceof StatesError ? null : payloadValue(result.payload);
  const subject = lambdaArnForm.test(state.Resource) ? state.Resource : 'lambda';
  const output = lambdaArnForm.test(state.Resource) ? payload : envelope(payload);
  const text = JSON.stringify(output);
  if (isTooLarge(text) && !work.answer) return taskFailed(core, frame, work, resultTooLarge(subject));
  if (work.token === null) return taskSucceeded(core, frame, work, output, text);
  if (!failure) {
    const details = eventDetails(state, { output: text, outputDetails: { truncated: false } });
    frame.record.lastEventId = core.addEvent(frame.run, frame.record.lastEventId, 'TaskSubmitted', details);
  }
  work.phase = 'submitted';
  core.touch(frame);
  if (work.answer) settle(core, frame, work);
  return undefined;
};

const payloadValue = (payload: string): Json => {
  try {
    return payload === '' ? null : parseJson(payload);
  } catch {
    return payload;
  }
};

const thrownByFunction = (payload: string, isCompact: boolean): StatesError => {
  const body = payloadValue(payload);
  const type = isJsonObject(body) ? body['errorType'] : undefined;
  // The lambda:invoke integration writes the error anew, without white space; a function ARN hands it on as it came.
  const cause = isCompact && isJsonObject(body) ? JSON.stringify(body) : payload;
  return new StatesError(typeof type === 'string' ? type : 'Lambda.Unknown', cause);
};

const envelope = (payload: Json): JsonObject => {
  const requestId = randomUUID();
  const size = String(Buffer.byteLength(JSON.stringify(payload)));
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    SdkHttpMetadata: {
      AllHttpHeaders: { 'X-Amz-Executed-Version': ['$LATEST'], 'x-amzn-RequestId': [requestId] },
      HttpHeaders: { 'Content-Length': size, 'Content-Type': 'application/json', 'x-amzn-RequestId': requestId },
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
    StatusCode: 200,
  };
};

const taskSucceeded = (core: Core, frame: Frame, work: TaskWork, output: Json, text: string): void => {
  closeToken(core, work);
  const state = taskState(frame);
  const details = eventDetails(state, { output: text, outputDetails: { truncated: false } });
  frame.record.lastEventId = core.addEvent(frame.run, frame.record.lastEventId, eventType(state, 'Succeeded'), details);
  core.complete(frame, output);
};

const taskFailed = (core: Core, frame: Frame, work: TaskWork, error: StatesError): void => {
  closeToken(core, work);
  const state = taskState(frame);
  const details = eventDetails(state, {
    ...(error.error === null ? {} : { error: error.error }),
    ...(error.causeText === null ? {} : { cause: error.causeText }),
  });
  frame.record.lastEventId = core.addEvent(frame.run, frame.record.lastEventId, eventType(state, 'Failed'), details);
  core.fail(frame, error);
};

const settle = (core: Core, frame: Frame, work: TaskWork): void => {
  const { answer } = work;
  if (answer?.kind === 'output') return taskSucceeded(core, frame, work, parseJson(answer.output), answer.output);
  if (answer) return taskFailed(core, frame, work, new StatesError(answer.error, answer.cause));
  return undefined;
};

/**
 * Takes the answer to a task token. An answer that comes while the call is still running is kept and used
 * when the call returns, so that TaskSubmitted comes first as on AWS.
 */
export const answerTask = (core: Core, frame: Frame, answer: NonNullable<TaskWork['answer']>): void => {
  const { work } = frame.record;
  if (work?.kind !== 'task') return;
  closeToken(core, work);
  work.answer = answer;
  core.touch(frame);
  if (work.phase === 'submitted') core.change(frame, () => settle(core, frame, work));
};

/** Starts the heartbeat clock of a callback again; the time-out is not moved. */
export const heartbeat = (core: Core, frame: Frame): void => {
  const { work } = frame.record;
  if (work?.kind !== 'task' || work.heartbeatSeconds === null) return;
  work.heartbeatDueMs = core.now() + work.heartbeatSeconds * 1000;
  core.touch(frame);
  // The timer that is set looks at the new time when it fires.
};
