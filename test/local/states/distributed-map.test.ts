import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { errorNamed, openHarness, outputOf } from './engine-harness.ts';

const mapOver = (more: object, processor: object = { Only: { Type: 'Pass', End: true } }): object => ({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: Object.keys(processor)[0],
        States: processor,
      },
      End: true,
      ...more,
    },
  },
});
const odd = {
  Call: {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Arguments: { FunctionName: 'odd', Payload: { n: '{% $states.input %}' } },
    Output: '{% $states.result.Payload %}',
    End: true,
  },
};
const failOnOdd = (event: unknown): unknown => {
  const { n } = z.object({ n: z.number() }).parse(event);
  if (n % 2 === 1) throw errorNamed('Odd');
  return n * 10;
};

describe('tolerated failures of a distributed Map', () => {
  const table: [title: string, settings: object, status: string][] = [
    ['none may fail without a threshold', {}, 'FAILED'],
    ['a count of 1 is exceeded by 2', { ToleratedFailureCount: 1 }, 'FAILED'],
    ['a count of 2 is not exceeded by 2', { ToleratedFailureCount: 2 }, 'SUCCEEDED'],
    ['40 percent is exceeded by 2 of 4', { ToleratedFailurePercentage: 40 }, 'FAILED'],
    ['50 percent is not exceeded by 2 of 4', { ToleratedFailurePercentage: 50 }, 'SUCCEEDED'],
    ['the smaller of two thresholds counts', { ToleratedFailurePercentage: 100, ToleratedFailureCount: 1 }, 'FAILED'],
  ];
  test.each(table)('%s', async (_title, settings, status) => {
    const harness = openHarness({ odd: failOnOdd });
    const arn = await harness.start(
      await harness.create(mapOver({ Items: [1, 2, 3, 4], MaxConcurrency: 1, ...settings }, odd)),
    );
    const execution = await harness.ended(arn);
    expect(execution['status']).toBe(status);
    const types = await harness.types(arn);
    if (status === 'FAILED') {
      expect(execution['error']).toBe('States.ExceedToleratedFailureThreshold');
      expect(types.slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
    } else {
      expect(outputOf(execution)).toEqual([20, 40]);
    }
    await harness.engine.close();
  });
});

describe('item readers', () => {
  const table: [inputType: string, config: object, body: string, items: unknown[]][] = [
    ['JSON', {}, '[1,{"a":2}]', [1, { a: 2 }]],
    ['JSONL', {}, '{"a":1}\n\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['CSV', { CSVHeaderLocation: 'FIRST_ROW' }, 'a,b\r\n"1,5","x ""y"""\r\n', [{ a: '1,5', b: 'x "y"' }]],
    ['CSV', { CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a'], CSVDelimiter: 'PIPE' }, '1|2\n', [{ a: '1' }]],
  ];
  test.each(table)('%s %j', async (inputType, config, body, items) => {
    const harness = openHarness();
    harness.objects.set('b/k', body);
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: inputType, ...config },
      Arguments: { Bucket: 'b', Key: 'k' },
    };
    expect(outputOf(await harness.run(mapOver({ ItemReader: reader })))).toEqual(items);
    await harness.engine.close();
  });

  test('listObjectsV2 gives an item for every object under the prefix', async () => {
    const harness = openHarness();
    for (const key of ['p/1', 'p/2', 'q/3']) harness.objects.set(`b/${key}`, 'x');
    const reader = { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: { Bucket: 'b', Prefix: 'p/' } };
    const selector = { key: '{% $states.context.Map.Item.Value.Key %}', at: '{% $states.context.Map.Item.Index %}' };
    const execution = await harness.run(mapOver({ ItemReader: reader, ItemSelector: selector }));
    expect(outputOf(execution)).toEqual([
      { key: 'p/1', at: 0 },
      { key: 'p/2', at: 1 },
    ]);
    await harness.engine.close();
  });

  test('an object that is not there fails the run with States.ItemReaderFailed, which can be caught', async () => {
    const harness = openHarness();
    const reader = {
      Resource: 'arn:aws:states:::s3:getObject',
      ReaderConfig: { InputType: 'JSON' },
      Arguments: { Bucket: 'b', Key: 'none' },
    };
    const execution = await harness.run(mapOver({ ItemReader: reader }));
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed' });
    await harness.engine.close();
  });
});

test('items are batched by count and by bytes', async () => {
  const harness = openHarness();
  const byCount = await harness.run(
    mapOver({ Items: [1, 2, 3], ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { run: 7 } } }),
  );
  expect(outputOf(byCount)).toEqual([
    { BatchInput: { run: 7 }, Items: [1, 2] },
    { BatchInput: { run: 7 }, Items: [3] },
  ]);
  const bytes = Buffer.byteLength(JSON.stringify({ Items: ['aaaa', 'bbbb'] }));
  const arn = await harness.start(
    await harness.create(
      mapOver({ Items: ['aaaa', 'bbbb', 'cccc'], ItemBatcher: { MaxInputBytesPerBatch: bytes } }),
      'bytes',
    ),
  );
  expect(outputOf(await harness.ended(arn))).toEqual([{ Items: ['aaaa', 'bbbb'] }, { Items: ['cccc'] }]);
  await harness.engine.close();
});

test('a ResultWriter leaves a manifest and the results of succeeded and failed children', async () => {
  const harness = openHarness({ odd: failOnOdd });
  const writer = { Resource: 'arn:aws:states:::s3:putObject', Arguments: { Bucket: 'out', Prefix: 'jobs' } };
  const execution = await harness.run(mapOver({ Items: [1, 2], ToleratedFailureCount: 1, ResultWriter: writer }, odd));
  const { ResultWriterDetails: details } = z
    .object({ ResultWriterDetails: z.object({ Bucket: z.string(), Key: z.string() }) })
    .parse(outputOf(execution));
  const manifest = z
    .object({ ResultFiles: z.record(z.string(), z.array(z.object({ Key: z.string(), Size: z.number() }))) })
    .parse(JSON.parse(harness.objects.get(`${details.Bucket}/${details.Key}`) ?? ''));
  const file = (name: string): unknown =>
    JSON.parse(harness.objects.get(`out/${manifest.ResultFiles[name]?.[0]?.Key}`) ?? '');
  expect(file('SUCCEEDED')).toMatchObject([{ Input: '2', Output: '20', Status: 'SUCCEEDED' }]);
  expect(file('FAILED')).toMatchObject([{ Input: '1', Error: 'Odd', Status: 'FAILED' }]);
  await harness.engine.close();
});

test('stopping the execution stops its children and its run', async () => {
  const harness = openHarness({ hang: () => new Promise(() => undefined) });
  const hang = { Hang: { Type: 'Wait', Seconds: 3600, End: true } };
  const arn = await harness.start(await harness.create(mapOver({ Items: [1, 2], Label: 'Long' }, hang)));
  const { mapRuns } = z
    .object({ mapRuns: z.array(z.object({ mapRunArn: z.string() })) })
    .parse(await harness.call('ListMapRuns', { executionArn: arn }));
  const { mapRunArn } = mapRuns[0] ?? { mapRunArn: '' };
  await harness.call('StopExecution', { executionArn: arn });
  const run = await harness.call('DescribeMapRun', { mapRunArn });
  expect(run).toMatchObject({ status: 'ABORTED', itemCounts: { total: 2, running: 0 } });
  const children = z
    .object({ executions: z.array(z.object({ status: z.string() })) })
    .parse(await harness.call('ListExecutions', { mapRunArn }));
  expect(children.executions.every((child) => child.status === 'ABORTED')).toBe(true);
  await harness.engine.close();
});

test('a thousand items run with the concurrency asked for', async () => {
  let running = 0;
  let most = 0;
  const harness = openHarness({
    async odd() {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return 1;
    },
  });
  const execution = await harness.run(
    mapOver({ Items: Array.from({ length: 1000 }, (_, n) => n), MaxConcurrency: 25 }, odd),
  );
  expect(outputOf(execution)).toHaveLength(1000);
  expect(most).toBeLessThanOrEqual(25);
  expect(most).toBeGreaterThan(5);
  await harness.engine.close();
});
