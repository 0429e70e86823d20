import { describe, expect, test } from '@jest/globals';
import { errorNamed, openHarness, outputOf } from './engine-harness.ts';

const invoke = 'arn:aws:states:::lambda:invoke';
const one = (name: string, state: object): object => ({ StartAt: name, States: { [name]: { End: true, ...state } } });
const call = (fn: string, more: object = {}): object => ({
  Type: 'Task',
  Resource: invoke,
  Arguments: { FunctionName: fn },
  Output: '{% $states.result.Payload %}',
  ...more,
});

describe('limits', () => {
  test('a history of 25,000 events ends the execution with a failure', async () => {
    const harness = openHarness();
    const arn = await harness.start(
      await harness.create({
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', Next: 'B' },
          B: { Type: 'Choice', Choices: [{ Condition: false, Next: 'C' }], Default: 'A' },
          C: { Type: 'Succeed' },
        },
      }),
    );
    expect(await harness.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    const last = await harness.call('GetExecutionHistory', { executionArn: arn, reverseOrder: true, maxResults: 1 });
    expect(last['events']).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
    await harness.engine.close();
  });

  test('a state output of more than 256 KiB fails the execution at once; one of exactly that is fine', async () => {
    const harness = openHarness();
    const text = (length: number): object => one('Big', { Type: 'Pass', Output: `{% $pad('x', ${length}, 'x') %}` });
    const fits = 262_144 - 2;
    expect(await harness.run(text(fits))).toMatchObject({ status: 'SUCCEEDED' });
    const arn = await harness.start(await harness.create(text(fits + 1), 'big'));
    expect(await harness.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    expect(await harness.types(arn)).toEqual(['ExecutionStarted', 'PassStateEntered', 'ExecutionFailed']);
    await harness.engine.close();
  });

  test('the time-out of the machine ends it as TIMED_OUT', async () => {
    const harness = openHarness();
    const execution = await harness.run({ TimeoutSeconds: 1, ...one('W', { Type: 'Wait', Seconds: 3600 }) });
    expect(execution).toMatchObject({ status: 'TIMED_OUT', redriveStatus: 'REDRIVABLE' });
    await harness.engine.close();
  });
});

describe('Retry and Catch', () => {
  test('each retrier counts on its own; the counts start anew when the state is entered again', async () => {
    const errors = ['A', 'B', 'A', 'B', 'A'];
    const harness = openHarness(
      {
        f() {
          const name = errors.shift();
          if (name !== undefined) throw errorNamed(name);
          return 'done';
        },
      },
      { random: () => 0 },
    );
    const retry = (name: string, attempts: number): object => ({
      ErrorEquals: [name],
      MaxAttempts: attempts,
      JitterStrategy: 'FULL',
    });
    const definition = one(
      'T',
      call('f', { Retry: [retry('A', 2), retry('B', 2)], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'T' }] }),
    );
    expect(outputOf(await harness.run(definition))).toBe('done');
    expect(harness.calls).toHaveLength(6);
    await harness.engine.close();
  });

  const matching: [raised: string, errorEquals: string, isCaught: boolean][] = [
    ['Custom', 'States.ALL', true],
    ['Custom', 'States.TaskFailed', true],
    ['Custom', 'Other', false],
    ['States.Timeout', 'States.TaskFailed', false],
    ['States.Timeout', 'States.ALL', true],
    ['States.Runtime', 'States.ALL', false],
    ['States.Runtime', 'States.Runtime', true],
  ];
  test.each(matching)('%s against %s: caught %p', async (raised, errorEquals, isCaught) => {
    const harness = openHarness({
      f() {
        throw errorNamed(raised);
      },
    });
    const catchers = [{ ErrorEquals: [errorEquals], Next: 'Caught' }];
    const execution = await harness.run({
      StartAt: 'T',
      States: { T: call('f', { End: true, Catch: catchers }), Caught: { Type: 'Succeed' } },
    });
    expect(execution['status']).toBe(isCaught ? 'SUCCEEDED' : 'FAILED');
    await harness.engine.close();
  });

  test('RetryCount is in the context of a task and the catcher sees the error', async () => {
    const harness = openHarness(
      {
        f() {
          throw errorNamed('Nope', 'why');
        },
      },
      { random: () => 0 },
    );
    const catcher = {
      ErrorEquals: ['Nope'],
      Assign: { seen: '{% $states.errorOutput.Error %}' },
      Output: { tries: '{% $states.context.State.RetryCount %}' },
      Next: 'Done',
    };
    const execution = await harness.run({
      StartAt: 'T',
      States: {
        T: call('f', {
          End: true,
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, JitterStrategy: 'FULL' }],
          Catch: [catcher],
        }),
        Done: { Type: 'Pass', Output: { seen: '{% $seen %}', tries: '{% $states.input.tries %}' }, End: true },
      },
    });
    expect(outputOf(execution)).toEqual({ seen: 'Nope', tries: 2 });
    await harness.engine.close();
  });
});

describe('a branch that fails', () => {
  test('aborts the others; a function of theirs that answers later changes nothing', async () => {
    let release = (): void => undefined;
    const harness = openHarness({
      slow: () => new Promise((resolve) => (release = () => resolve('late'))),
      async bad() {
        await new Promise((resolve) => setImmediate(resolve));
        throw errorNamed('Bad');
      },
    });
    const branch = (name: string, fn: string): object => ({
      StartAt: name,
      States: { [name]: call(fn, { End: true }) },
    });
    const arn = await harness.start(
      await harness.create({
        StartAt: 'Both',
        States: {
          Both: {
            Type: 'Parallel',
            Branches: [branch('Slow', 'slow'), branch('Bad', 'bad')],
            Catch: [{ ErrorEquals: ['Bad'], Next: 'Rest' }],
            End: true,
          },
          Rest: { Type: 'Wait', Seconds: 1, End: true },
        },
      }),
    );
    while (!(await harness.types(arn)).includes('WaitStateEntered'))
      await new Promise((resolve) => setImmediate(resolve));
    release();
    const { length } = await harness.types(arn);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const types = await harness.types(arn);
    expect(types).toHaveLength(length);
    expect(types.filter((type) => type === 'TaskStateAborted')).toHaveLength(2);
    expect(await harness.ended(arn)).toMatchObject({ status: 'SUCCEEDED' });
    await harness.engine.close();
  });

  test('of an inline Map: the iteration fails, the others are aborted, the Map fails', async () => {
    const harness = openHarness({
      f(event) {
        if (JSON.stringify(event) === '{"n":1}') throw errorNamed('Bad');
        return new Promise(() => undefined);
      },
    });
    const body = call('f', { End: true, Arguments: { FunctionName: 'f', Payload: { n: '{% $states.input %}' } } });
    const arn = await harness.start(
      await harness.create(
        one('Each', { Type: 'Map', Items: [0, 1, 2], ItemProcessor: { StartAt: 'T', States: { T: body } } }),
      ),
    );
    expect(await harness.ended(arn)).toMatchObject({ status: 'FAILED', error: 'Bad' });
    const types = await harness.types(arn);
    expect(types.slice(-6)).toEqual([
      'TaskStateAborted',
      'MapIterationAborted',
      'TaskStateAborted',
      'MapIterationAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
    await harness.engine.close();
  });
});

describe('variables', () => {
  test('branches read outer variables, keep their own, and Output and Assign see the values from before', async () => {
    const harness = openHarness();
    const inner = {
      StartAt: 'I',
      States: {
        I: { Type: 'Pass', Assign: { y: '{% $x + 1 %}' }, Next: 'J' },
        J: { Type: 'Pass', Output: '{% [$x, $y] %}', End: true },
      },
    };
    const execution = await harness.run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}', old: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
        C: { Type: 'Parallel', Branches: [inner], Next: 'D' },
        D: {
          Type: 'Pass',
          Output: '{% {"inner": $states.input, "x": $x, "old": $old, "y": $exists($y)} %}',
          End: true,
        },
      },
    });
    expect(outputOf(execution)).toEqual({ inner: [[2, 3]], x: 2, old: 1, y: false });
    await harness.engine.close();
  });
});

describe('numbers of a Map', () => {
  test.each([
    ['MaxConcurrency', -1, 'INLINE'],
    ['MaxConcurrency', -1, 'DISTRIBUTED'],
    ['ToleratedFailureCount', -1, 'DISTRIBUTED'],
    ['ToleratedFailurePercentage', 101, 'DISTRIBUTED'],
  ])('%s of %i fails a Map (%s) with States.Runtime before anything starts', async (field, value, mode) => {
    const harness = openHarness();
    const processor = {
      ProcessorConfig: { Mode: mode, ExecutionType: 'STANDARD' },
      StartAt: 'I',
      States: { I: { Type: 'Succeed' } },
    };
    const arn = await harness.start(
      await harness.create(
        one('Each', { Type: 'Map', Items: [1], [field]: '{% $states.input.value %}', ItemProcessor: processor }),
      ),
      { value },
    );
    expect(await harness.ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(await harness.types(arn)).toEqual(['ExecutionStarted', 'MapStateEntered', 'ExecutionFailed']);
    await harness.engine.close();
  });
});
