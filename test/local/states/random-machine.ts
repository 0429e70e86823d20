import fc from 'fast-check';

/**
 * Random machines whose result does not depend on how often they are interrupted. Every function call carries the
 * path of its state and item (`id`), so that calls can be counted.
 */
type Shape =
  | { kind: 'pass' | 'task' | 'wait' | 'ask' | 'flaky' | 'caught' | 'choice' }
  | { kind: 'parallel'; branches: Shape[][] }
  | { kind: 'map' | 'distributed'; items: number; maxConcurrency: number; body: Shape[] };

const leaf: fc.Arbitrary<Shape> = fc.constantFrom(
  ...(['pass', 'task', 'wait', 'ask', 'flaky', 'caught', 'choice'] as const).map((kind): Shape => ({ kind })),
);
const flowOf = (depth: number): fc.Arbitrary<Shape[]> =>
  fc.array(depth === 0 ? leaf : shapeOf(depth), { minLength: 1, maxLength: depth === 2 ? 4 : 2 });
const shapeOf = (depth: number): fc.Arbitrary<Shape> =>
  fc.oneof(
    { weight: 4, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('parallel' as const),
        branches: fc.array(flowOf(depth - 1), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('map' as const, 'distributed' as const),
        items: fc.integer({ min: 0, max: 4 }),
        maxConcurrency: fc.integer({ min: 0, max: 2 }),
        body: flowOf(depth - 1),
      }),
    },
  );

export const randomShapes: fc.Arbitrary<Shape[]> = flowOf(2);

const invoke = 'arn:aws:states:::lambda:invoke';

const addShape = (states: Record<string, object>, name: string, shape: Shape, next: object): void => {
  const payload = (more: object = {}): object => ({ id: `{% '${name}/' & $states.input.path %}`, ...more });
  const keep = { Output: "{% $merge([$states.input, {'sum': $states.input.sum + 1}]) %}" };
  const call = (fn: string, more: object = {}): object => ({
    Type: 'Task',
    Resource: invoke,
    Arguments: { FunctionName: fn, Payload: payload() },
    Output: "{% $merge([$states.input, {'sum': $states.input.sum + $states.result.Payload}]) %}",
    ...more,
    ...next,
  });
  switch (shape.kind) {
    case 'pass':
      states[name] = { Type: 'Pass', Assign: { seen: '{% $states.input.sum %}' }, ...keep, ...next };
      return;
    case 'wait':
      states[name] = { Type: 'Wait', Seconds: 0, ...keep, ...next };
      return;
    case 'choice':
      states[name] = {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.sum % 2 = 0 %}', Next: `${name}P` }],
        Default: `${name}P`,
      };
      states[`${name}P`] = { Type: 'Pass', ...keep, ...next };
      return;
    case 'task':
      states[name] = call('add');
      return;
    case 'flaky':
      states[name] = call('flaky', { Retry: [{ ErrorEquals: ['Flaky'], JitterStrategy: 'FULL', MaxAttempts: 20 }] });
      return;
    case 'caught':
      states[name] = call('fail', {
        Catch: [
          {
            ErrorEquals: ['States.ALL'],
            Output: "{% $merge([$states.input, {'sum': $states.input.sum + 5}]) %}",
            Next: `${name}C`,
          },
        ],
      });
      states[`${name}C`] = { Type: 'Pass', ...next };
      return;
    case 'ask':
      states[name] = {
        Type: 'Task',
        Resource: `${invoke}.waitForTaskToken`,
        Arguments: { FunctionName: 'ask', Payload: payload({ token: '{% $states.context.Task.Token %}' }) },
        Output: "{% $merge([$states.input, {'sum': $states.input.sum + $states.result}]) %}",
        ...next,
      };
      return;
    case 'parallel':
      states[name] = {
        Type: 'Parallel',
        Branches: shape.branches.map((branch, at) => flow(branch, `${name}b${at}`)),
        Output: "{% $merge([$states.input, {'sum': $states.input.sum + $sum($states.result.sum)}]) %}",
        ...next,
      };
      return;
    default:
      states[name] = {
        Type: 'Map',
        Items: Array.from({ length: shape.items }, (_, at) => at),
        ItemSelector: {
          path: "{% $states.input.path & '.' & $string($states.context.Map.Item.Index) %}",
          sum: '{% $states.context.Map.Item.Value %}',
        },
        ...(shape.maxConcurrency > 0 ? { MaxConcurrency: shape.maxConcurrency } : {}),
        ItemProcessor: {
          ProcessorConfig: { Mode: shape.kind === 'map' ? 'INLINE' : 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          ...flow(shape.body, `${name}m`),
        },
        Output: "{% $merge([$states.input, {'sum': $states.input.sum + $sum($append([0], $states.result.sum))}]) %}",
        ...next,
      };
  }
};

const flow = (shapes: readonly Shape[], prefix: string): { StartAt: string; States: Record<string, object> } => {
  const states: Record<string, object> = {};
  for (const [at, shape] of shapes.entries()) {
    addShape(
      states,
      `${prefix}${at}`,
      shape,
      at === shapes.length - 1 ? { End: true } : { Next: `${prefix}${at + 1}` },
    );
  }
  return { StartAt: `${prefix}0`, States: states };
};

export const machineOf = (shapes: readonly Shape[]): object => flow(shapes, 's');
