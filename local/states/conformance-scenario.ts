import { z } from 'zod';

/** A scenario file of the recorded data set: what was created, what the functions do, and what AWS answered. */
const lambda = z.looseObject({
  kind: z.string(),
  value: z.unknown().optional(),
  payload: z.unknown().optional(),
  seconds: z.number().optional(),
  length: z.number().optional(),
});
const call = z.union([z.string(), z.looseObject({ op: z.string(), output: z.string().optional() })]);
const expectedEvent = z.looseObject({
  type: z.string(),
  id: z.number().optional(),
  previousEventId: z.number().optional(),
  unordered: z.boolean().optional(),
  restored: z.boolean().optional(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ExpectedEvent = z.infer<typeof expectedEvent>;

const common = {
  name: z.string(),
  tier: z.string(),
  compareLevel: z.string().optional(),
  ignoreKeys: z.array(z.string()).optional(),
  s3: z.array(z.object({ bucket: z.string(), key: z.string(), body: z.string() })).optional(),
  lambdas: z.record(z.string(), lambda).optional(),
  worker: z.array(z.looseObject({ do: z.array(call) })).optional(),
};
const executionScenario = z.looseObject({
  kind: z.literal('execution'),
  ...common,
  definition: z.record(z.string(), z.unknown()),
  input: z.unknown(),
  origin: z.string().optional(),
  actions: z.array(call).optional(),
  repeat: z.number().optional(),
  expected: z.looseObject({
    status: z.string(),
    output: z.unknown().optional(),
    error: z.unknown().optional(),
    cause: z.unknown().optional(),
    events: z.array(expectedEvent),
  }),
});
const apiScenario = z.looseObject({
  kind: z.literal('api'),
  ...common,
  steps: z.array(
    z.looseObject({
      op: z.string(),
      params: z.record(z.string(), z.unknown()).optional(),
      expect: z.unknown().optional(),
      expectError: z.looseObject({ code: z.string() }).optional(),
    }),
  ),
});
export const scenario = z.discriminatedUnion('kind', [executionScenario, apiScenario]);
export type Scenario = z.infer<typeof scenario>;
export type ExecutionScenario = z.infer<typeof executionScenario>;
export type ApiScenario = z.infer<typeof apiScenario>;
