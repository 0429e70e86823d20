import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../functions/adapters/case-keys.ts';
import { defineStep, defineTopicStep } from '../../../functions/define-step.ts';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { definition as collect } from '../../../functions/ocr/collect-handler.ts';
import { definition as detect } from '../../../functions/ocr/detect-handler.ts';
import { definition as done } from '../../../functions/ocr/done-handler.ts';
import { context, memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');
const documentId = DocumentId.parse('doc-0123456789');
const scan = readFileSync(path.join(import.meta.dirname, '../../../samples/case-file/6-therapy-note.pdf'));
const notification = {
  Records: [
    {
      EventVersion: '1.0',
      EventSubscriptionArn: '',
      EventSource: 'aws:sns',
      Sns: {
        Type: 'Notification',
        MessageId: 'm',
        TopicArn: 't',
        Subject: '',
        Message: JSON.stringify({ JobId: 'job-1', Status: 'SUCCEEDED', JobTag: `${caseId}.${documentId}` }),
        Timestamp: '',
        SignatureVersion: '1',
        Signature: '',
        SigningCertUrl: '',
        UnsubscribeUrl: '',
        MessageAttributes: {},
      },
    },
  ],
};

const registered = async () => {
  const memory = memoryTools();
  const { store } = memory.tools;
  const key = `upload/${caseId}/scan`;
  await store.writeBytes(at.uploaded(key), scan, 'application/pdf');
  await store.write(at.registration(caseId), {
    caseId,
    registeredAtTime: '2026-01-01T00:00:00.000Z',
    documents: [
      {
        documentId,
        fileName: 'scan.pdf',
        key,
        mediaType: 'application/pdf',
        bytes: scan.length,
        sha256: '0',
        pages: 2,
      },
    ],
    refused: [],
  });
  await store.write(at.detectionPlan(caseId, documentId), { pages: 2, toDetect: [1, 2] });
  await store.write(at.readPages(caseId, documentId), []);
  const start = () =>
    defineStep(detect, memory.toolsFor)({ caseId, documentId, execution: 'e', taskToken: 'token' }, context());
  const notify = () => defineTopicStep(done, memory.toolsFor)(notification, context());
  return { ...memory, start, notify };
};

describe('a detection job that ends while its token is being parked', () => {
  test('the notification after the parking answers the token', async () => {
    const { start, notify, callsOf } = await registered();
    await start();
    expect(callsOf('succeed')).toEqual([]);
    await notify();
    expect(callsOf('succeed')).toEqual([['token', { jobId: 'job-1', status: 'SUCCEEDED' }]]);
  });

  test('the notification before the parking is not lost', async () => {
    const { start, notify, callsOf } = await registered();
    await notify();
    expect(callsOf('succeed')).toEqual([]);
    await start();
    expect(callsOf('succeed')).toEqual([['token', { jobId: 'job-1', status: 'SUCCEEDED' }]]);
  });

  test('in any interleaving somebody answers', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { start, notify, callsOf } = await registered();
      const slow = Array.from({ length: round }).reduce<Promise<unknown>>(
        (before) => before.then(() => undefined),
        Promise.resolve(),
      );
      await Promise.all([start(), slow.then(notify)]);
      expect(callsOf('succeed').length).toBeGreaterThanOrEqual(1);
    }
  });

  test('a retried invocation asks for the same job: no page is paid for twice', async () => {
    const { start, callsOf } = await registered();
    await start();
    await start();
    const [first, second] = callsOf('start-detection');
    expect(first).toEqual(second);
    expect(String(first?.[2])).toMatch(/^[a-zA-Z0-9_.\-:]{1,64}$/);
  });

  test('a job that failed leaves each of its pages unreadable, none missing', async () => {
    const { toolsFor, tools } = await registered();
    const detection = { jobId: 'job-1', status: 'FAILED' };
    const result = await defineStep(collect, toolsFor)({ caseId, documentId, execution: 'e', detection }, context());
    expect(result).toEqual({ pages: 2, unreadable: 2 });
    const pages = await tools.store.read(at.pages(caseId, documentId));
    expect(pages.map(({ page, source, reason }) => [page, source, reason])).toEqual([
      [1, 'unreadable', 'text detection gave no result for this page (FAILED)'],
      [2, 'unreadable', 'text detection gave no result for this page (FAILED)'],
    ]);
  });
});
