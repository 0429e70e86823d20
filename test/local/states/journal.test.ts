import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { openFolder } from './crash-image.ts';
import { eventually, openHarness } from './engine-harness.ts';

const machine = { StartAt: 'P', States: { P: { Type: 'Pass', Output: 'done', End: true } } };

test('a commit that fails is tried again: nothing is acknowledged before, nothing is lost', async () => {
  const folder = openFolder();
  const failures: unknown[] = [];
  const other: { database?: DatabaseSync } = {};
  const harness = openHarness(
    {},
    {
      databasePath: folder.path('a'),
      onCommitFailure(error) {
        failures.push(error);
        other.database?.exec('rollback');
      },
    },
  );
  const arn = await harness.create(machine);
  // Another process holds the write lock for longer than the engine waits.
  other.database = new DatabaseSync(folder.path('a'));
  other.database.exec('begin immediate');
  const execution = await harness.start(arn);
  expect(failures).toHaveLength(1);
  expect(await harness.ended(execution)).toMatchObject({ status: 'SUCCEEDED', output: '"done"' });
  other.database.close();
  await harness.engine.close();
  folder.remove();
});

test('what was acknowledged is in the file when the next engine opens it', async () => {
  const folder = openFolder();
  const first = openHarness({}, { databasePath: folder.path('a') });
  const arn = await first.create(machine);
  const execution = await first.start(arn, { n: 1 }, 'named');
  const second = openHarness({}, { databasePath: folder.image('a', 'b') });
  second.engine.resume();
  expect(await second.ended(execution)).toMatchObject({ status: 'SUCCEEDED', input: '{"n":1}' });
  expect(await second.types(execution)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  await expect(second.start(arn, { n: 1 }, 'named')).rejects.toMatchObject({ type: 'ExecutionAlreadyExists' });
  for (const harness of [first, second]) await harness.engine.close();
  folder.remove();
});

test('listeners hear of every event once it is durable', async () => {
  const harness = openHarness();
  const heard: string[] = [];
  const stop = harness.engine.onHistory((notice) =>
    heard.push(`${notice.id} ${notice.type} ${notice.stateName ?? ''}`.trim()),
  );
  await harness.run(machine);
  expect(heard).toEqual(['1 ExecutionStarted', '2 PassStateEntered P', '3 PassStateExited P', '4 ExecutionSucceeded']);
  stop();
  await harness.engine.close();
});

test('an answer that comes before resume waits for it', async () => {
  const folder = openFolder();
  const tokens: unknown[] = [];
  const ask = (event: unknown): unknown => tokens.push(z.object({ token: z.string() }).parse(event).token);
  const first = openHarness({ ask }, { databasePath: folder.path('a') });
  first.engine.resume();
  const state = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
    End: true,
  };
  const execution = await first.start(await first.create({ StartAt: 'A', States: { A: state } }));
  const taskToken = await eventually(() => tokens[0]);
  await first.engine.close();
  const second = openHarness({ ask }, { databasePath: folder.path('a') });
  const answered = second.call('SendTaskSuccess', { taskToken, output: '5' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  second.engine.resume();
  await answered;
  expect(await second.ended(execution)).toMatchObject({ status: 'SUCCEEDED', output: '5' });
  await second.engine.close();
  folder.remove();
});
