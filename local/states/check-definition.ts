import type { z } from 'zod';
import { compileExpression, expressionSource, isExpression } from './expression.ts';
import { byteLength, isObject, isTooLarge, parseJson, type Json } from './json.ts';
import {
  machineDefinition,
  mapProcessor,
  type Flow,
  type MachineDefinition,
  type State,
} from './machine-definition.ts';
import { isName } from './request.ts';
import { isSupportedResource } from './task-state.ts';
import { parseTimestampMs } from './wait-state.ts';

// Over 150 lines: one rule after the other, each a few lines, in the order AWS reports them.

/** What ValidateStateMachineDefinition reports and CreateStateMachine refuses. */
export type Diagnostic = { severity: 'ERROR'; code: string; message: string; location: string };
export type CheckedDefinition = { definition?: MachineDefinition; diagnostics: Diagnostic[] };

const maxDefinitionBytes = 1_048_576;
const maxStateNameLength = 80;
const maxLabelLength = 40;

const jsonPathFields = [
  'InputPath',
  'OutputPath',
  'Parameters',
  'ResultPath',
  'ResultSelector',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'ErrorPath',
  'CausePath',
  'Result',
];

const schemaFailed = (message: string, location: string): Diagnostic => ({
  severity: 'ERROR',
  code: 'SCHEMA_VALIDATION_FAILED',
  message,
  location,
});

const missingTarget = (message: string, location: string): Diagnostic => ({
  ...schemaFailed(message, location),
  code: 'MISSING_TRANSITION_TARGET',
});

/** Walks every value of a state outside its nested flows, with its slash path. */
const walk = function* (value: unknown, path: string): Generator<[unknown, string]> {
  yield [value, path];
  if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* walk(item, `${path}[${at}]`);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) yield* walk(item, `${path}/${key}`);
};

const checkExpressions = function* (state: State, path: string): Generator<Diagnostic> {
  for (const [key, field] of Object.entries(state)) {
    if (key === 'Branches' || key === 'ItemProcessor' || key === 'Iterator' || key === 'Comment') continue;
    for (const [value, at] of walk(field, `${path}/${key}`)) {
      if (typeof value !== 'string' || !value.startsWith('{%')) continue;
      if (!isExpression(value)) {
        yield schemaFailed("The JSONata expression must end with '%}'", at);
        continue;
      }
      try {
        compileExpression(expressionSource(value));
      } catch (error) {
        const text = isObject(error) && typeof error['message'] === 'string' ? error['message'] : 'cannot be parsed';
        yield schemaFailed(`Invalid JSONata expression: ${text}`, at);
      }
    }
  }
};

const checkErrors = function* (state: State, path: string): Generator<Diagnostic> {
  if (state.Type !== 'Task' && state.Type !== 'Map' && state.Type !== 'Parallel') return;
  for (const list of ['Retry', 'Catch'] as const) {
    const entries = state[list] ?? [];
    for (const [at, { ErrorEquals }] of entries.entries()) {
      if (!ErrorEquals.includes('States.ALL')) continue;
      if (ErrorEquals.length > 1)
        yield schemaFailed('States.ALL must appear alone in ErrorEquals', `${path}/${list}[${at}]/ErrorEquals`);
      if (at < entries.length - 1)
        yield schemaFailed(`States.ALL must be in the last element of ${list}`, `${path}/${list}[${at}]/ErrorEquals`);
    }
  }
};

const checkKind = function* (state: State, path: string): Generator<Diagnostic> {
  switch (state.Type) {
    case 'Wait': {
      if ((state.Seconds === undefined) === (state.Timestamp === undefined))
        yield schemaFailed('Exactly one of Seconds, Timestamp is required', path);
      if (
        state.Timestamp !== undefined &&
        !isExpression(state.Timestamp) &&
        parseTimestampMs(state.Timestamp) === undefined
      ) {
        yield schemaFailed('String does not match RFC3339 timestamp', `${path}/Timestamp`);
      }
      if (typeof state.Seconds === 'string' && !isExpression(state.Seconds))
        yield schemaFailed('Seconds must be a number or a JSONata expression', `${path}/Seconds`);
      return;
    }
    case 'Choice':
      for (const [at, rule] of state.Choices.entries()) {
        if (typeof rule.Condition === 'string' && !isExpression(rule.Condition)) {
          yield schemaFailed('Condition must be a boolean or a JSONata expression', `${path}/Choices[${at}]/Condition`);
        }
      }
      return;
    case 'Task': {
      if (!isSupportedResource(state.Resource)) {
        yield schemaFailed(
          `The resource '${state.Resource}' is not supported: use lambda:invoke, lambda:invoke.waitForTaskToken or a function ARN`,
          `${path}/Resource`,
        );
      }
      const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
      if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
        yield schemaFailed('HeartbeatSeconds must be smaller than TimeoutSeconds', `${path}/HeartbeatSeconds`);
      }
      const isIntegration = state.Resource.startsWith('arn:aws:states:::lambda:');
      if (isIntegration && isObject(state.Arguments) && state.Arguments['FunctionName'] === undefined) {
        yield schemaFailed("The field 'FunctionName' is required but was missing", `${path}/Arguments`);
      }
      return;
    }
    case 'Map': {
      if (!state.ItemProcessor && !state.Iterator) {
        yield schemaFailed('These fields are required: [ItemProcessor]', path);
        return;
      }
      const isInline = mapProcessor(state).ProcessorConfig?.Mode !== 'DISTRIBUTED';
      // An inline Map with ToleratedFailureCount was accepted when recorded; only what it cannot do is refused.
      for (const field of ['ItemReader', 'ItemBatcher', 'ResultWriter'] as const) {
        if (isInline && state[field] !== undefined)
          yield schemaFailed(`${field} needs ProcessorConfig.Mode DISTRIBUTED`, `${path}/${field}`);
      }
      if (state.Items !== undefined && state.ItemReader)
        yield schemaFailed('Items and ItemReader exclude each other', path);
      if (state.Label === '') yield schemaFailed('Label cannot be empty', `${path}/Label`);
      if ((state.Label?.length ?? 0) > maxLabelLength)
        yield schemaFailed(`Label cannot exceed ${maxLabelLength} characters`, `${path}/Label`);
      else if (state.Label !== undefined && state.Label !== '' && !isName(state.Label))
        yield schemaFailed('Label contains invalid characters', `${path}/Label`);
      if (
        state.ItemReader &&
        !/^arn:aws[\w-]*:states:::s3:(getObject|listObjectsV2)$/.test(state.ItemReader.Resource)
      ) {
        yield schemaFailed(
          `The ItemReader resource '${state.ItemReader.Resource}' is not supported`,
          `${path}/ItemReader/Resource`,
        );
      }
      return;
    }
    default:
  }
};

/** Names that the states of one flow assign, their rules and catchers included, but not those of flows inside. */
const assignedIn = (flow: Flow): Set<string> => {
  const names = new Set<string>();
  for (const state of Object.values(flow.States)) {
    if (state.Type === 'Succeed' || state.Type === 'Fail') continue;
    const sources = [
      state,
      ...(state.Type === 'Choice' ? state.Choices : 'Catch' in state && Array.isArray(state.Catch) ? state.Catch : []),
    ];
    for (const { Assign } of sources) for (const name of Object.keys(Assign ?? {})) names.add(name);
  }
  return names;
};

const maxVariableNameLength = 80;

/**
 * Names of variables. That a branch assigns a name which a Catch around it assigns too was accepted when recorded;
 * the two are different variables, and the branch's own ends with it.
 */
const checkVariables = function* (flow: Flow, path: string): Generator<Diagnostic> {
  for (const name of assignedIn(flow)) {
    if (
      name === 'states' ||
      name.length > maxVariableNameLength ||
      !/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)
    ) {
      yield schemaFailed(`'${name}' cannot be the name of a variable`, path === '' ? '/' : path);
    }
  }
};

const targetsOf = (state: State): [string, string][] => {
  const targets: [string, string][] = [];
  if ('Next' in state && typeof state.Next === 'string') targets.push([state.Next, 'Next']);
  if (state.Type === 'Choice') {
    for (const [at, rule] of state.Choices.entries()) targets.push([rule.Next, `Choices[${at}]/Next`]);
    if (state.Default !== undefined) targets.push([state.Default, 'Default']);
  }
  if (state.Type === 'Task' || state.Type === 'Map' || state.Type === 'Parallel') {
    for (const [at, catcher] of (state.Catch ?? []).entries()) targets.push([catcher.Next, `Catch[${at}]/Next`]);
  }
  return targets;
};

const checkState = function* (
  state: State,
  name: string,
  path: string,
  language: string,
  names: Set<string>,
): Generator<Diagnostic> {
  const own = state.QueryLanguage ?? language;
  if (own !== 'JSONata') {
    yield schemaFailed(
      "This emulator runs JSONata only: set QueryLanguage to 'JSONata' on the state machine or on the state",
      path,
    );
    return;
  }
  if (names.has(name)) yield schemaFailed(`The state name '${name}' is used more than once`, path);
  names.add(name);
  if (name.length > maxStateNameLength)
    yield schemaFailed(`State names cannot exceed ${maxStateNameLength} characters`, path);
  for (const field of jsonPathFields) {
    if (field in state)
      yield schemaFailed(`The JSONPath field '${field}' is not supported when using JSONata`, `${path}/${field}`);
  }
  const isTerminal = state.Type === 'Succeed' || state.Type === 'Fail' || state.Type === 'Choice';
  if (!isTerminal && (state.Next === undefined) === (state.End !== true)) {
    yield schemaFailed('Exactly one of Next and End: true is required', path);
  }
  yield* checkKind(state, path);
  yield* checkErrors(state, path);
  yield* checkExpressions(state, path);
  if (state.Type === 'Parallel') {
    for (const [at, branch] of state.Branches.entries())
      yield* checkFlow(branch, `${path}/Branches[${at}]`, own, names);
  }
  if (state.Type === 'Map' && (state.ItemProcessor ?? state.Iterator)) {
    yield* checkFlow(mapProcessor(state), `${path}/${state.ItemProcessor ? 'ItemProcessor' : 'Iterator'}`, own, names);
  }
};

const checkFlow = function* (flow: Flow, path: string, language: string, names: Set<string>): Generator<Diagnostic> {
  yield* checkVariables(flow, path);
  const known = new Set(Object.keys(flow.States));
  if (!known.has(flow.StartAt)) yield missingTarget(`Missing 'Next' target: ${flow.StartAt}`, `${path}/StartAt`);
  const reached = new Set<string>();
  const queue = [flow.StartAt];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const state = flow.States[name];
    if (!state || reached.has(name)) continue;
    reached.add(name);
    for (const [target] of targetsOf(state)) queue.push(target);
  }
  for (const [name, state] of Object.entries(flow.States)) {
    const at = `${path}/States/${name}`;
    yield* checkState(state, name, at, language, names);
    for (const [target, field] of targetsOf(state)) {
      if (!known.has(target)) yield missingTarget(`Missing 'Next' target: ${target}`, `${at}/${field}`);
    }
    if (!reached.has(name)) yield missingTarget(`State "${name}" is not reachable.`, at);
  }
};

/** Turns the first problem of a zod parse into AWS's words. */
const shapeProblem = (error: z.ZodError): Diagnostic => {
  const issue = error.issues[0];
  const path = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `/${String(part)}`)).join('') ?? '';
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (issue?.code === 'invalid_type' && issue.message.includes('received undefined')) {
    return schemaFailed(`These fields are required: [${String(issue.path.at(-1))}]`, parent === '' ? '/' : parent);
  }
  return schemaFailed(issue?.message ?? 'not a state machine', path === '' ? '/' : path);
};

/** Parses and checks a state machine definition. `definition` is there only when there are no diagnostics. */
export const checkDefinition = (text: string): CheckedDefinition => {
  if (isTooLarge(text) && byteLength(text) > maxDefinitionBytes) {
    return { diagnostics: [schemaFailed('The definition exceeds 1 MB', '/')] };
  }
  let value: Json;
  try {
    value = parseJson(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not JSON';
    return { diagnostics: [{ ...schemaFailed(message, '/'), code: 'INVALID_JSON_DESCRIPTION' }] };
  }
  const parsed = machineDefinition.safeParse(value);
  if (!parsed.success) return { diagnostics: [shapeProblem(parsed.error)] };
  const diagnostics = Array.from(checkFlow(parsed.data, '', parsed.data.QueryLanguage ?? 'JSONPath', new Set()));
  return diagnostics.length > 0 ? { diagnostics } : { definition: parsed.data, diagnostics };
};
