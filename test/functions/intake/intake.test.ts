import { describe, expect, test } from '@jest/globals';
import { decideIntake } from '../../../functions/intake/decide-intake.ts';
import { definition } from '../../../functions/intake/handler.ts';
import { defineQueueStep } from '../../../functions/define-step.ts';
import { at } from '../../../functions/adapters/case-keys.ts';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { context, memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');
const eventOf = (...keys: string[]) => ({
  Records: keys.map((key, index) => ({
    messageId: `m${index}`,
    receiptHandle: '',
    body: JSON.stringify({ detail: { bucket: { name: 'case-files' }, object: { key } } }),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  })),
});

describe('what an upload means for its case', () => {
  const record = { caseId, generation: 2, receivedAtTime: '2026-01-01T00:00:00.000Z' };
  test.each([
    ['an unknown case starts its first generation', undefined, undefined, { kind: 'start', generation: 1 }],
    ['a claimed case that never started is started now', record, undefined, { kind: 'start', generation: 2 }],
    ['a running case takes the file', record, 'RUNNING', { kind: 'start', generation: 2 }],
    ['a failed case starts again', record, 'FAILED', { kind: 'start', generation: 3 }],
    ['a timed-out case starts again', record, 'TIMED_OUT', { kind: 'start', generation: 3 }],
    ['a stopped case starts again', record, 'ABORTED', { kind: 'start', generation: 3 }],
    ['a decided case gets a late file', record, 'SUCCEEDED', { kind: 'late' }],
  ] as const)('%s', (_title, known, status, expected) => {
    expect(decideIntake(known, status)).toEqual(expected);
  });
});

describe('intake', () => {
  test('twenty duplicate events at once start one execution of one name', async () => {
    const { toolsFor, callsOf } = memoryTools();
    const handler = defineQueueStep(definition, toolsFor);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => handler(eventOf(`upload/${caseId}/${index % 4}.pdf`), context())),
    );
    expect(new Set(callsOf('start').map(([name]) => name))).toEqual(new Set([`${caseId}-1`]));
  });

  test('a wrong case number is refused with its reason and starts nothing', async () => {
    const { toolsFor, tools, callsOf } = memoryTools();
    await defineQueueStep(definition, toolsFor)(eventOf('upload/CM15-12/scan.pdf'), context());
    const [refused] = await tools.store.list('intake');
    expect(refused?.key).toMatch(/^intake\/refused\//);
    const id = refused?.key.split('/')[2]?.replace('.json', '') ?? '';
    expect((await tools.store.read(at.refusedUpload(id))).reason).toContain('"CM15-12" is no case number');
    expect(callsOf('start')).toEqual([]);
  });

  test('a file for a decided case is recorded as late, by its name, once', async () => {
    const { toolsFor, tools, executionStatus, callsOf } = memoryTools();
    await tools.store.write(at.case(caseId), { caseId, generation: 1, receivedAtTime: '2026-01-01T00:00:00.000Z' });
    executionStatus.set(`${caseId}-1`, 'SUCCEEDED');
    const handler = defineQueueStep(definition, toolsFor);
    await handler(eventOf(`upload/${caseId}/mri.pdf`), context());
    await handler(eventOf(`upload/${caseId}/mri.pdf`), context());
    const late = (await tools.store.list('intake', caseId)).filter((object) => object.key.includes('/late/'));
    expect(late).toHaveLength(1);
    expect(callsOf('start')).toEqual([]);
  });

  test('a message that fails is given back, the others are done', async () => {
    const { toolsFor, callsOf } = memoryTools();
    const event = eventOf(`upload/${caseId}/a.pdf`, 'x');
    const broken = event.Records[1];
    if (broken) broken.body = '{"detail":{}}';
    const answer = await defineQueueStep(definition, toolsFor)(event, context());
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(callsOf('start')).toHaveLength(1);
  });
});
