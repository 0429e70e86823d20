import { z } from 'zod';
import type { Json } from './json.ts';

/**
 * The Amazon States Language in its JSONata form, as zod schemas: shapes only. What goes beyond shape
 * (targets of transitions, syntax of expressions, fields of the other query language) is checked by
 * `check-definition.ts`, which gives AWS's messages.
 */
const json: z.ZodType<Json> = z.json();
const numberOrExpression = z.union([z.number(), z.string()]);
const assign = z.record(z.string(), json);

const retrier = z.looseObject({
  ErrorEquals: z.array(z.string()).min(1),
  IntervalSeconds: z.number().int().positive().optional(),
  MaxAttempts: z.number().int().min(0).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.number().int().positive().optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
export type Retrier = z.infer<typeof retrier>;

const catcher = z.looseObject({
  ErrorEquals: z.array(z.string()).min(1),
  Next: z.string(),
  Assign: assign.optional(),
  Output: json.optional(),
});
export type Catcher = z.infer<typeof catcher>;

const common = { Comment: z.string().optional(), QueryLanguage: z.string().optional() };
const move = { Next: z.string().optional(), End: z.boolean().optional() };
const results = { Output: json.optional(), Assign: assign.optional() };
const errors = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

const pass = z.looseObject({ Type: z.literal('Pass'), ...common, ...move, ...results });
const succeed = z.looseObject({ Type: z.literal('Succeed'), ...common, Output: json.optional() });
const fail = z.looseObject({
  Type: z.literal('Fail'),
  ...common,
  Error: z.string().optional(),
  Cause: z.string().optional(),
});
const wait = z.looseObject({
  Type: z.literal('Wait'),
  ...common,
  ...move,
  ...results,
  Seconds: numberOrExpression.optional(),
  Timestamp: z.string().optional(),
});
const choiceRule = z.looseObject({
  Condition: z.union([z.boolean(), z.string()]),
  Next: z.string(),
  Output: json.optional(),
  Assign: assign.optional(),
});
const choice = z.looseObject({
  Type: z.literal('Choice'),
  ...common,
  ...results,
  Choices: z.array(choiceRule).min(1),
  Default: z.string().optional(),
});
const task = z.looseObject({
  Type: z.literal('Task'),
  ...common,
  ...move,
  ...results,
  ...errors,
  Resource: z.string(),
  Arguments: json.optional(),
  TimeoutSeconds: numberOrExpression.optional(),
  HeartbeatSeconds: numberOrExpression.optional(),
});

const readerConfig = z.looseObject({
  InputType: z.string().optional(),
  CSVHeaderLocation: z.string().optional(),
  CSVHeaders: z.array(z.string()).optional(),
  CSVDelimiter: z.string().optional(),
  MaxItems: numberOrExpression.optional(),
});
const itemReader = z.looseObject({
  Resource: z.string(),
  Arguments: json.optional(),
  ReaderConfig: readerConfig.optional(),
});
const itemBatcher = z.looseObject({
  MaxItemsPerBatch: numberOrExpression.optional(),
  MaxInputBytesPerBatch: numberOrExpression.optional(),
  BatchInput: json.optional(),
});
const resultWriter = z.looseObject({
  Resource: z.string().optional(),
  Arguments: json.optional(),
  WriterConfig: z.looseObject({ Transformation: z.string().optional(), OutputType: z.string().optional() }).optional(),
});

/** States with one entry point: a machine, a branch of a Parallel, the processor of a Map. */
export type Flow = { StartAt: string; States: Record<string, State> };
type Processor = Flow & {
  ProcessorConfig?: { Mode?: string | undefined; ExecutionType?: string | undefined } | undefined;
};
const flow: z.ZodType<Flow> = z.lazy(() => z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) }));
const processor: z.ZodType<Processor> = z.lazy(() =>
  z.looseObject({
    StartAt: z.string(),
    States: z.record(z.string(), state),
    ProcessorConfig: z.looseObject({ Mode: z.string().optional(), ExecutionType: z.string().optional() }).optional(),
  }),
);

const parallel = z.looseObject({
  Type: z.literal('Parallel'),
  ...common,
  ...move,
  ...results,
  ...errors,
  Arguments: json.optional(),
  Branches: z.array(flow).min(1),
});
const map = z.looseObject({
  Type: z.literal('Map'),
  ...common,
  ...move,
  ...results,
  ...errors,
  Items: json.optional(),
  ItemSelector: json.optional(),
  ItemReader: itemReader.optional(),
  ItemBatcher: itemBatcher.optional(),
  ResultWriter: resultWriter.optional(),
  MaxConcurrency: numberOrExpression.optional(),
  ToleratedFailurePercentage: numberOrExpression.optional(),
  ToleratedFailureCount: numberOrExpression.optional(),
  Label: z.string().optional(),
  ItemProcessor: processor.optional(),
  Iterator: processor.optional(),
});

export type PassState = z.infer<typeof pass>;
export type ChoiceState = z.infer<typeof choice>;
export type WaitState = z.infer<typeof wait>;
export type TaskState = z.infer<typeof task>;
export type ParallelState = z.infer<typeof parallel>;
export type MapState = z.infer<typeof map>;
export type State =
  | PassState
  | z.infer<typeof succeed>
  | z.infer<typeof fail>
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;
const state: z.ZodType<State> = z.discriminatedUnion('Type', [pass, succeed, fail, wait, choice, task, parallel, map]);

export const machineDefinition = z.looseObject({
  Comment: z.string().optional(),
  Version: z.string().optional(),
  QueryLanguage: z.string().optional(),
  TimeoutSeconds: z.number().int().positive().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), state),
});
export type MachineDefinition = z.infer<typeof machineDefinition>;

/** The states a Map repeats; `Iterator` is the older name of `ItemProcessor`. */
export const mapProcessor = (state: MapState): Processor => {
  const found = state.ItemProcessor ?? state.Iterator;
  if (!found) throw new Error('a Map state without ItemProcessor passed the checks');
  return found;
};

export const isDistributed = (state: MapState): boolean => mapProcessor(state).ProcessorConfig?.Mode === 'DISTRIBUTED';

/**
 * Finds the flow at a place: alternating state names and branch numbers from the machine's top,
 * for example `['Both', '1', 'Each', '0']`. A Map has the one branch `0`.
 */
export const flowAt = (machine: Flow, place: readonly string[]): Flow => {
  let flow = machine;
  for (let at = 0; at < place.length; at += 2) {
    const found = flow.States[place[at] ?? ''];
    const inner =
      found?.Type === 'Map'
        ? mapProcessor(found)
        : found?.Type === 'Parallel'
          ? found.Branches[Number(place[at + 1])]
          : undefined;
    if (!inner) throw new Error(`no flow at ${place.join('/')}`);
    flow = inner;
  }
  return flow;
};
