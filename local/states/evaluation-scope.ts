import type { Frame } from './execution.ts';
import type { Bindings } from './expression.ts';
import type { Json, JsonObject } from './json.ts';

const contextOf = (frame: Frame): JsonObject => {
  const { run, record } = frame;
  const context: JsonObject = {
    Execution: {
      Id: run.arn,
      Input: run.input,
      StartTime: new Date(run.startMs).toISOString(),
      Name: run.name,
      RoleArn: run.roleArn,
      RedriveCount: run.redriveCount,
      ...(run.redriveMs === null ? {} : { RedriveTime: new Date(run.redriveMs).toISOString() }),
    },
    StateMachine: { Id: run.machineArn, Name: run.machineName },
    State: {
      Name: record.stateName,
      EnteredTime: new Date(record.enteredMs).toISOString(),
      ...(frame.flow.States[record.stateName]?.Type === 'Task' ? { RetryCount: record.retryCount } : {}),
    },
  };
  for (let inner: Frame | null = frame; inner; inner = inner.parent) {
    const items = inner.parent?.items;
    if (items && inner.record.index !== null) {
      context['Map'] = { Item: { Index: inner.record.index, Value: items[inner.record.index] ?? null } };
      break;
    }
  }
  return context;
};

/** Variables a frame can read: its own over those of the frames around it (a branch may read, not assign, them). */
export const variablesInScope = (frame: Frame): Record<string, Json> =>
  frame.parent ? { ...variablesInScope(frame.parent), ...frame.record.variables } : frame.record.variables;

/** What expressions of the frame's state see. `extra` adds members of `$states`; `context` members of its context. */
export const scopeOf = (frame: Frame, extra: JsonObject = {}, context: JsonObject = {}): Bindings => ({
  ...variablesInScope(frame),
  states: { input: frame.record.input, context: { ...contextOf(frame), ...context }, ...extra },
});
