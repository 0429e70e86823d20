import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { errorNamed, openHarness, outputOf, type Harness } from './engine-harness.ts';

const task = (name: string, more: object): object => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: name, Payload: { input: '{% $states.input %}' } },
  Output: '{% $states.result.Payload %}',
  ...more,
});
const end = { End: true };

/** Functions that fail until `heal` is called. */
const fragile = (): { functions: Record<string, (event: unknown) => unknown>; heal: () => void } => {
  let isBroken = true;
  const fail = (event: unknown): unknown => {
    const { input } = z.object({ input: z.unknown() }).parse(event);
    if (isBroken && input !== 'good') throw errorNamed('Broken');
    return `mended ${String(input)}`;
  };
  return { functions: { sound: () => 'sound', fragile: fail }, heal: () => (isBroken = false) };
};
const callCounts = (harness: Harness): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { name } of harness.calls) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
const redrive = async (
  definition: object,
  input: unknown = {},
): Promise<{ harness: Harness; arn: string; before: string[] }> => {
  const { functions, heal } = fragile();
  const harness = openHarness(functions);
  const arn = await harness.start(await harness.create(definition), input);
  expect((await harness.ended(arn))['status']).toBe('FAILED');
  const before = await harness.types(arn);
  heal();
  await harness.call('RedriveExecution', { executionArn: arn });
  expect((await harness.ended(arn))['status']).toBe('SUCCEEDED');
  return { harness, arn, before };
};

describe('RedriveExecution', () => {
  test('continues at the failed state, appends to the same history, keeps ARN and variables', async () => {
    const { harness, arn, before } = await redrive({
      StartAt: 'First',
      States: {
        First: task('sound', { Assign: { kept: '{% $states.result.Payload %}' }, Next: 'Second' }),
        Second: task('fragile', {
          Output: { kept: '{% $kept %}', redriven: '{% $states.context.Execution.RedriveCount %}' },
          End: true,
        }),
      },
    });
    expect(callCounts(harness)).toEqual({ sound: 1, fragile: 2 });
    const execution = await harness.ended(arn);
    expect(outputOf(execution)).toEqual({ kept: 'sound', redriven: 1 });
    expect(execution).toMatchObject({ redriveCount: 1, redriveStatus: 'NOT_REDRIVABLE' });
    const types = await harness.types(arn);
    expect(types.slice(0, before.length)).toEqual(before);
    expect(types.slice(before.length)).toEqual([
      'ExecutionRedriven',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    await harness.engine.close();
  });

  test('of a Parallel only the failed branch runs again', async () => {
    const { harness, arn } = await redrive({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'Sound', States: { Sound: task('sound', end) } },
            {
              StartAt: 'Slow',
              States: { Slow: { Type: 'Wait', Seconds: 0, Next: 'Fragile' }, Fragile: task('fragile', end) },
            },
          ],
          End: true,
        },
      },
    });
    expect(callCounts(harness)['sound']).toBeLessThanOrEqual(2);
    expect(callCounts(harness)['fragile']).toBe(2);
    expect(outputOf(await harness.ended(arn))).toEqual(['sound', 'mended [object Object]']);
    await harness.engine.close();
  });

  test.each(['INLINE', 'DISTRIBUTED'])('of a Map (%s) only the failed items run again', async (mode) => {
    const { harness, arn } = await redrive({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: ['good', 'bad', 'worse'],
          MaxConcurrency: 1,
          ItemProcessor: {
            ProcessorConfig: { Mode: mode, ExecutionType: 'STANDARD' },
            StartAt: 'Do',
            States: { Do: task('fragile', end) },
          },
          End: true,
        },
      },
    });
    const inputs = harness.calls.map((call) => z.object({ input: z.string() }).parse(call.event).input);
    expect(inputs).toEqual(['good', 'bad', 'bad', 'worse']);
    expect(outputOf(await harness.ended(arn))).toEqual(['mended good', 'mended bad', 'mended worse']);
    if (mode === 'DISTRIBUTED') {
      expect(await harness.types(arn)).toContain('MapRunRedriven');
      const { mapRuns } = z
        .object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) })
        .parse(await harness.call('ListMapRuns', { executionArn: arn }));
      expect(await harness.call('DescribeMapRun', { mapRunArn: mapRuns[0]?.mapRunArn })).toMatchObject({
        status: 'SUCCEEDED',
        redriveCount: 1,
        itemCounts: { succeeded: 3, failed: 0, total: 3 },
      });
    }
    await harness.engine.close();
  });

  test('a stopped execution goes on where it was stopped', async () => {
    const harness = openHarness({ sound: () => 'sound' });
    const arn = await harness.start(
      await harness.create({
        StartAt: 'W',
        States: { W: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'T' }, T: task('sound', end) },
      }),
      { seconds: 1 },
    );
    await harness.call('StopExecution', { executionArn: arn });
    expect(await harness.ended(arn)).toMatchObject({ status: 'ABORTED', redriveStatus: 'REDRIVABLE' });
    await harness.call('RedriveExecution', { executionArn: arn });
    expect(await harness.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: '"sound"' });
    await harness.engine.close();
  });

  test('is refused for running and succeeded executions and after 14 days; the same client token answers the same', async () => {
    let nowMs = Date.now();
    const { functions } = fragile();
    const harness = openHarness(functions, { now: () => nowMs });
    const machine = await harness.create({ StartAt: 'T', States: { T: task('fragile', end) } });
    const good = await harness.start(machine, 'good');
    await harness.ended(good);
    await expect(harness.call('RedriveExecution', { executionArn: good })).rejects.toMatchObject({
      type: 'ExecutionNotRedrivable',
    });
    const bad = await harness.start(machine, 'bad');
    await harness.ended(bad);
    const first = await harness.call('RedriveExecution', { executionArn: bad, clientToken: 'once' });
    await harness.ended(bad);
    nowMs += 1000;
    expect(await harness.call('RedriveExecution', { executionArn: bad, clientToken: 'once' })).toEqual(first);
    expect(await harness.ended(bad)).toMatchObject({ redriveCount: 1 });
    nowMs += 15 * 86_400_000;
    await expect(harness.call('RedriveExecution', { executionArn: bad })).rejects.toMatchObject({
      type: 'ExecutionNotRedrivable',
    });
    await harness.engine.close();
  });
});
