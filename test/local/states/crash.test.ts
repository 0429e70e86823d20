import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { ServiceError } from '../../../local/states/service-error.ts';
import { openFolder } from './crash-image.ts';
import { errorNamed, openHarness, type Harness, type TestFunction } from './engine-harness.ts';
import { machineOf, randomShapes } from './random-machine.ts';

const body = z.object({ id: z.string(), token: z.string().optional() });

type World = {
  calls: Map<string, number>;
  total: number;
  functions: Record<string, TestFunction>;
  harness: Harness | undefined;
  onCall: () => void;
};

/** Answers a token as a careful caller does: until an engine that did not crash meanwhile has taken the answer. */
const answer = async (world: World, taskToken: string | undefined): Promise<void> => {
  for (;;) {
    const { harness } = world;
    const outcome = await harness?.call('SendTaskSuccess', { taskToken, output: '7' }).then(
      () => 'taken',
      (error: unknown) => (error instanceof ServiceError ? error.type : 'unknown'),
    );
    if (harness === world.harness && (outcome === 'taken' || outcome === 'TaskTimedOut')) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** The world outside the engine: it goes on through the engine's crashes and counts every call. */
const openWorld = (): World => {
  const failures = new Map<string, number>();
  const world: World = { calls: new Map(), total: 0, harness: undefined, onCall: () => undefined, functions: {} };
  const count = (event: unknown): z.infer<typeof body> => {
    const call = body.parse(event);
    world.calls.set(call.id, (world.calls.get(call.id) ?? 0) + 1);
    world.total += 1;
    world.onCall();
    return call;
  };
  world.functions = {
    add: (event) => count(event).id.length,
    fail(event) {
      count(event);
      throw errorNamed('Always');
    },
    flaky(event) {
      const { id } = count(event);
      const failed = failures.get(id) ?? 0;
      failures.set(id, failed + 1);
      if (failed < 2) throw errorNamed('Flaky');
      return 3;
    },
    ask(event) {
      const { token } = count(event);
      setImmediate(() => void answer(world, token));
      return {};
    },
  };
  return world;
};

const settings = { random: (): number => 0 };

type Result = {
  status: unknown;
  output: unknown;
  calls: Map<string, number>;
  total: number;
  types: string[];
  crashes: number;
};

/** Runs a machine and crashes the engine before the given function calls and a few turns of the event loop after. */
const runWithCrashes = async (
  definition: object,
  crashes: readonly { atCall: number; turns: number }[],
): Promise<Result> => {
  const folder = openFolder();
  const world = openWorld();
  const queue = crashes.toSorted((a, b) => a.atCall - b.atCall);
  let generation = 0;
  let crashed: Promise<void> = Promise.resolve();
  const open = (path: string): Harness => {
    const mine = generation;
    // Calls of a dead engine no longer reach the world.
    const guarded = Object.fromEntries(
      Object.entries(world.functions).map(([name, work]): [string, TestFunction] => [
        name,
        (event) => (mine === generation ? work(event, name) : new Promise(() => undefined)),
      ]),
    );
    return openHarness(guarded, { ...settings, databasePath: path });
  };
  const crash = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const dead = world.harness;
    const path = folder.image(String(generation), String(generation + 1));
    generation += 1;
    const next = open(path);
    world.harness = next;
    await dead?.engine.close();
    next.engine.resume();
  };
  world.onCall = () => {
    const [next] = queue;
    if (!next || world.total < next.atCall) return;
    queue.shift();
    crashed = crashed.then(() => crash(next.turns));
  };
  world.harness = open(folder.path('0'));
  const first = world.harness;
  first.engine.resume();
  const arn = await first.start(await first.create(definition), { path: '', sum: 0 });
  let execution: Record<string, unknown> = {};
  const deadlineMs = Date.now() + 15_000;
  for (;;) {
    if (Date.now() > deadlineMs) throw new Error('the execution did not end after a crash');
    await crashed;
    const harness: Harness | undefined = world.harness;
    if (!harness) throw new Error('no engine');
    execution = await harness.call('DescribeExecution', { executionArn: arn }).catch(() => ({ status: 'RUNNING' }));
    if (execution['status'] !== 'RUNNING' && harness === world.harness) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await crashed;
  const history = await world.harness.history(arn);
  expect(history.map((event) => event['id'])).toEqual(history.map((_, at) => at + 1));
  const types = history.map((event) => String(event['type'])).toSorted();
  await world.harness.engine.close();
  folder.remove();
  return {
    status: execution['status'],
    output: execution['output'],
    calls: world.calls,
    total: world.total,
    types,
    crashes: generation,
  };
};

describe('a crash at any point', () => {
  test('changes neither the result nor the history, and repeats at most the calls that were running', async () => {
    let crashCount = 0;
    await fc.assert(
      fc.asyncProperty(
        randomShapes,
        fc.array(fc.record({ atCall: fc.integer({ min: 1, max: 12 }), turns: fc.integer({ min: 0, max: 3 }) }), {
          minLength: 1,
          maxLength: 3,
        }),
        async (shapes, crashes) => {
          const definition = machineOf(shapes);
          const smooth = await runWithCrashes(definition, []);
          const rough = await runWithCrashes(definition, crashes);
          crashCount += rough.crashes;
          expect(smooth.status).toBe('SUCCEEDED');
          expect({ status: rough.status, output: rough.output }).toEqual({
            status: smooth.status,
            output: smooth.output,
          });
          expect(rough.calls.size).toBe(smooth.calls.size);
          for (const [id, count] of smooth.calls) {
            const again = rough.calls.get(id) ?? 0;
            expect(again).toBeGreaterThanOrEqual(count);
            expect(again).toBeLessThanOrEqual(count + rough.crashes);
          }
          // A flaky call that a crash repeats fails one time less often afterwards. A task that was answered before its
          // call had returned has no TaskSubmitted when the crash took that return. Everything else is the same.
          const compared = (types: string[]): string[] => types.filter((type) => type !== 'TaskSubmitted');
          if (!JSON.stringify(definition).includes('flaky'))
            expect(compared(rough.types)).toEqual(compared(smooth.types));
        },
      ),
      { numRuns: 30, interruptAfterTimeLimit: 40_000 },
    );
    expect(crashCount).toBeGreaterThan(10);
  });

  test('an answered token is not asked for again', async () => {
    const definition = machineOf([{ kind: 'ask' }, { kind: 'task' }, { kind: 'task' }]);
    const result = await runWithCrashes(definition, [
      { atCall: 2, turns: 0 },
      { atCall: 3, turns: 1 },
    ]);
    expect(result).toMatchObject({ status: 'SUCCEEDED', crashes: 2 });
    expect(result.calls.get('s0/')).toBe(1);
  });
});

describe('timers across a restart', () => {
  const machine = {
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        TimeoutSeconds: 30 * 86_400,
        Arguments: { FunctionName: 'ask', Payload: { id: 'x', token: '{% $states.context.Task.Token %}' } },
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Long' }],
        Next: 'Long',
      },
      Long: { Type: 'Wait', Seconds: 60 * 86_400, End: true },
    },
  };

  test('a wait of thirty days survives, an overdue one fires, and a timer beyond 2^31 ms does not fire early', async () => {
    const folder = openFolder();
    let nowMs = Date.parse('2026-01-01T00:00:00Z');
    const now = (): number => nowMs;
    const first = openHarness({ ask: () => ({}) }, { databasePath: folder.path('a'), now });
    const arn = await first.start(await first.create(machine));
    while (first.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await first.call('ListStateMachines');
    nowMs += 29 * 86_400_000;
    const second = openHarness({ ask: () => ({}) }, { databasePath: folder.image('a', 'b'), now });
    second.engine.resume();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await second.call('DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
    expect(await second.types(arn)).not.toContain('TaskTimedOut');
    nowMs += 2 * 86_400_000;
    const third = openHarness({ ask: () => ({}) }, { databasePath: folder.image('b', 'c'), now });
    third.engine.resume();
    while (!(await third.types(arn)).includes('WaitStateEntered'))
      await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await third.types(arn)).toContain('TaskTimedOut');
    expect(await third.call('DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
    nowMs += 61 * 86_400_000;
    const fourth = openHarness({}, { databasePath: folder.image('c', 'd'), now });
    fourth.engine.resume();
    expect(await fourth.ended(arn)).toMatchObject({ status: 'SUCCEEDED' });
    for (const harness of [first, second, third, fourth]) await harness.engine.close();
    folder.remove();
  });
});
