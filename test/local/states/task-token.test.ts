import { describe, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { eventually, openHarness, outputOf, type Harness } from './engine-harness.ts';

const resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
const waiting = (more: object = {}): object => ({
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: resource,
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
      ...more,
    },
  },
});
const tokenOf = (event: unknown): string => z.object({ token: z.string() }).parse(event).token;
const asked = async (harness: Harness, count = 1): Promise<string> => {
  await eventually(() => (harness.calls.length >= count ? true : undefined));
  return tokenOf(harness.calls[count - 1]?.event);
};

describe('a task that waits for its token', () => {
  test('ends with the output of SendTaskSuccess', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const arn = await harness.start(await harness.create(waiting()));
    await harness.call('SendTaskSuccess', { taskToken: await asked(harness), output: '{"decision":"upheld"}' });
    expect(outputOf(await harness.ended(arn))).toEqual({ decision: 'upheld' });
    await harness.engine.close();
  });

  test('takes an answer that arrives while its function still runs, and writes TaskSubmitted first', async () => {
    const harness: Harness = openHarness({
      async ask(event) {
        await harness.call('SendTaskSuccess', { taskToken: tokenOf(event), output: '1' });
        return {};
      },
    });
    const arn = await harness.start(await harness.create(waiting()));
    expect(outputOf(await harness.ended(arn))).toBe(1);
    const types = await harness.types(arn);
    expect(types.slice(4, 6)).toEqual(['TaskSubmitted', 'TaskSucceeded']);
    await harness.engine.close();
  });

  test('an unknown token is InvalidToken, an answered or timed out one TaskTimedOut, bad output InvalidOutput', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const arn = await harness.start(await harness.create(waiting()));
    const taskToken = await asked(harness);
    await expect(harness.call('SendTaskSuccess', { taskToken: 'nonsense', output: '1' })).rejects.toMatchObject({
      type: 'InvalidToken',
    });
    await expect(harness.call('SendTaskSuccess', { taskToken, output: '{' })).rejects.toMatchObject({
      type: 'InvalidOutput',
    });
    await harness.call('SendTaskSuccess', { taskToken, output: '1' });
    for (const operation of ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']) {
      await expect(harness.call(operation, { taskToken, output: '1' })).rejects.toMatchObject({
        type: 'TaskTimedOut',
        statusCode: 400,
      });
    }
    await harness.ended(arn);
    const timed = await harness.start(await harness.create(waiting({ TimeoutSeconds: 1 }), 'timed'));
    const late = await asked(harness, 2);
    expect(await harness.ended(timed)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    await expect(harness.call('SendTaskSuccess', { taskToken: late, output: '1' })).rejects.toMatchObject({
      type: 'TaskTimedOut',
    });
    await harness.engine.close();
  });

  test('the token of a stopped execution is closed', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const arn = await harness.start(await harness.create(waiting()));
    const taskToken = await asked(harness);
    await harness.call('StopExecution', { executionArn: arn, error: 'Withdrawn', cause: 'by the parties' });
    expect(await harness.ended(arn)).toMatchObject({ status: 'ABORTED', error: 'Withdrawn', cause: 'by the parties' });
    await expect(harness.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ type: 'TaskTimedOut' });
    await harness.engine.close();
  });

  test('two answers at once: one is taken, one is told TaskTimedOut', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const arn = await harness.start(await harness.create(waiting()));
    const taskToken = await asked(harness);
    const answers = ['1', '2'].map((output) => harness.call('SendTaskSuccess', { taskToken, output }));
    const settled = await Promise.allSettled(answers);
    expect(settled.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected']);
    expect(outputOf(await harness.ended(arn))).toBe(1);
    await harness.engine.close();
  });

  test('heartbeats keep it alive beyond HeartbeatSeconds, and silence ends it with States.Timeout', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const arn = await harness.start(await harness.create(waiting({ HeartbeatSeconds: 1, TimeoutSeconds: 600 })));
    const taskToken = await asked(harness);
    for (let beat = 0; beat < 3; beat += 1) {
      await pause(600);
      await harness.call('SendTaskHeartbeat', { taskToken });
    }
    expect(await harness.call('DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'RUNNING' });
    const silentSince = Date.now();
    expect(await harness.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(Date.now() - silentSince).toBeGreaterThan(900);
    expect((await harness.types(arn)).at(-2)).toBe('TaskTimedOut');
    await harness.engine.close();
  });

  test('a missed heartbeat is caught as States.HeartbeatTimeout, with an empty cause', async () => {
    const harness = openHarness({ ask: () => ({}) });
    const execution = await harness.run({
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: resource,
          HeartbeatSeconds: 1,
          Arguments: { FunctionName: 'ask' },
          Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Quiet' }],
          Next: 'Done',
        },
        Quiet: { Type: 'Pass', End: true },
        Done: { Type: 'Succeed' },
      },
    });
    expect(outputOf(execution)).toEqual({ Error: 'States.Timeout', Cause: '' });
    await harness.engine.close();
  });

  test('a retried callback gets a new token and the old one is closed', async () => {
    const harness = openHarness({ ask: () => ({}) }, { random: () => 0 });
    const retry = [{ ErrorEquals: ['Later'], JitterStrategy: 'FULL' }];
    const arn = await harness.start(await harness.create(waiting({ Retry: retry })));
    const first = await asked(harness);
    await harness.call('SendTaskFailure', { taskToken: first, error: 'Later' });
    const second = await asked(harness, 2);
    expect(second).not.toBe(first);
    await expect(harness.call('SendTaskSuccess', { taskToken: first, output: '1' })).rejects.toMatchObject({
      type: 'TaskTimedOut',
    });
    await harness.call('SendTaskSuccess', { taskToken: second, output: '2' });
    expect(outputOf(await harness.ended(arn))).toBe(2);
    await harness.engine.close();
  });
});
