import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { TextractBlock } from '../../../functions/ocr/textract-block.ts';
import type { PagePool, PageRequest } from '../../../local/textract/page-pool.ts';
import type { PageReading } from '../../../local/textract/page-reading.ts';
import { openTextract, type TextractOptions } from '../../../local/textract/textract-server.ts';
import { samplePdf } from './sample-pdf.ts';

let directory: string;
let opened: ReturnType<typeof openTextract>[] = [];
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'textract-'));
});
afterEach(async () => {
  await Promise.all(opened.map((textract) => textract.close()));
  opened = [];
  rmSync(directory, { recursive: true, force: true });
});

const wordsOf = (page: number, count: number): PageReading['words'] =>
  Array.from({ length: count }, (_, index) => ({
    text: `p${page}w${index}`,
    confidence: 90,
    line: Math.floor(index / 10),
    corners: [
      { x: (index % 10) / 12, y: Math.floor(index / 10) / 100 },
      { x: (index % 10) / 12 + 0.05, y: Math.floor(index / 10) / 100 },
      { x: (index % 10) / 12 + 0.05, y: Math.floor(index / 10) / 100 + 0.008 },
      { x: (index % 10) / 12, y: Math.floor(index / 10) / 100 + 0.008 },
    ],
  }));

const poolOf = (read: (page: number) => Partial<PageReading> | Promise<Partial<PageReading>>) => {
  const asked: number[] = [];
  const pool: PagePool = {
    size: 2,
    read: async ({ page }: PageRequest) => {
      asked.push(page);
      return { page, words: [], ...(await read(page)) };
    },
    close: () => Promise.resolve(),
  };
  return { pool, asked };
};

const open = async (options: Partial<TextractOptions> & { pages?: number } = {}) => {
  const pdf = await samplePdf(options.pages ?? 3);
  const messages: unknown[] = [];
  const done = Promise.withResolvers<void>();
  const textract = openTextract({
    directory,
    readObject: () => Promise.resolve(pdf),
    publish: (_, message) => {
      messages.push(JSON.parse(message));
      done.resolve();
    },
    pool: poolOf((page) => ({ words: wordsOf(page, 3) })).pool,
    ...options,
  });
  opened.push(textract);
  return { textract, messages, done: done.promise };
};

const start = {
  DocumentLocation: { S3Object: { Bucket: 'case-files', Name: 'scan.pdf' } },
  JobTag: 'case.doc',
  ClientRequestToken: 'token-1',
  NotificationChannel: {
    SNSTopicArn: 'arn:aws:sns:us-east-1:000000000000:text-detection',
    RoleArn: 'arn:aws:iam::000000000000:role/text-detection',
  },
};

const Job = z.object({ JobId: z.string() });
const Result = z.object({
  JobStatus: z.string(),
  StatusMessage: z.string().optional(),
  DocumentMetadata: z.object({ Pages: z.int() }).optional(),
  Warnings: z.array(z.object({ ErrorCode: z.string(), Pages: z.array(z.int()) })).optional(),
  Blocks: z.array(TextractBlock).optional(),
  NextToken: z.string().optional(),
});

const startJob = async (textract: ReturnType<typeof openTextract>, request: object = start) =>
  Job.parse(await textract.handle('StartDocumentTextDetection', request));
const get = async (textract: ReturnType<typeof openTextract>, request: object) =>
  Result.parse(await textract.handle('GetDocumentTextDetection', request));

describe('a job', () => {
  test('runs to its notification, which is as Textract documents it', async () => {
    const { textract, messages, done } = await open();
    const job = await startJob(textract);
    await done;
    expect(messages).toEqual([
      {
        JobId: job.JobId,
        Status: 'SUCCEEDED',
        API: 'StartDocumentTextDetection',
        JobTag: 'case.doc',
        Timestamp: expect.any(Number),
        DocumentLocation: { S3ObjectName: 'scan.pdf', S3Bucket: 'case-files' },
      },
    ]);
    const result = await get(textract, job);
    expect(result).toMatchObject({ JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 3 } });
    expect(result.Blocks?.map((block) => `${block.BlockType} ${block.Page}`).slice(0, 6)).toEqual([
      'PAGE 1',
      'LINE 1',
      'WORD 1',
      'WORD 1',
      'WORD 1',
      'PAGE 2',
    ]);
    const [page, line, word] = result.Blocks ?? [];
    expect(page?.Relationships).toEqual([{ Type: 'CHILD', Ids: [line?.Id] }]);
    expect(line).toMatchObject({ Text: 'p1w0 p1w1 p1w2', Confidence: 90 });
    expect(line?.Relationships?.[0]?.Ids[0]).toBe(word?.Id);
    expect(word).toMatchObject({ Text: 'p1w0', TextType: 'PRINTED', Confidence: 90 });
    expect(word?.Geometry?.BoundingBox.Width).toBeCloseTo(0.05);
  });

  test('gives its blocks in calls of at most 1,000, each block once', async () => {
    const { pool } = poolOf((page) => ({ words: wordsOf(page, 700) }));
    const { textract, done } = await open({ pool });
    const job = await startJob(textract);
    await done;
    const sizes: number[] = [];
    const ids = new Set<string>();
    let token: string | undefined;
    do {
      const result = await get(textract, { ...job, MaxResults: 5000, ...(token ? { NextToken: token } : {}) });
      sizes.push(result.Blocks?.length ?? 0);
      for (const block of result.Blocks ?? []) ids.add(block.Id);
      token = result.NextToken;
    } while (token);
    expect(sizes).toEqual([1000, 1000, 313]);
    expect(ids.size).toBe(3 * (1 + 70 + 700));
  });

  test('is in progress until its last page is read', async () => {
    const last = Promise.withResolvers<Partial<PageReading>>();
    const { pool } = poolOf((page) => (page === 3 ? last.promise : {}));
    const { textract, done } = await open({ pool });
    const job = await startJob(textract);
    expect(await get(textract, job)).toEqual({ JobStatus: 'IN_PROGRESS' });
    last.resolve({});
    await done;
    expect((await get(textract, job)).JobStatus).toBe('SUCCEEDED');
  });

  test('with a page that broke the engine is a partial success that names the page', async () => {
    const { pool } = poolOf((page) => (page === 2 ? { failure: 'ThreadCrashed' } : { words: wordsOf(page, 2) }));
    const { textract, messages, done } = await open({ pool });
    const job = await startJob(textract);
    await done;
    const result = await get(textract, job);
    expect(messages).toMatchObject([{ Status: 'PARTIAL_SUCCESS' }]);
    expect(result.Warnings).toEqual([{ ErrorCode: 'INTERNAL_ERROR', Pages: [2] }]);
    expect(new Set(result.Blocks?.map((block) => block.Page))).toEqual(new Set([1, 3]));
  });

  test('whose notification is not taken tells it again', async () => {
    const taken = Promise.withResolvers<void>();
    let calls = 0;
    const publish = () => {
      calls += 1;
      if (calls < 3) throw new Error('nobody listens');
      taken.resolve();
    };
    const { textract } = await open({ publish });
    await startJob(textract);
    await taken.promise;
    expect(calls).toBe(3);
  });

  test('of the same ClientRequestToken is the same job, and of another document an error', async () => {
    const { textract, done } = await open();
    const [first, second] = await Promise.all([startJob(textract), startJob(textract)]);
    expect(second).toEqual(first);
    await done;
    expect(await startJob(textract)).toEqual(first);
    await expect(startJob(textract, { ...start, JobTag: 'other' })).rejects.toMatchObject({
      type: 'IdempotentParameterMismatchException',
      statusCode: 400,
    });
  });
});

describe('errors have the names that AWS gives them', () => {
  const cases: [string, Partial<TextractOptions>, string, object, string][] = [
    [
      'no such object',
      { readObject: () => Promise.reject(new Error('gone')) },
      'StartDocumentTextDetection',
      start,
      'InvalidS3ObjectException',
    ],
    [
      'a text file',
      { readObject: () => Promise.resolve(Buffer.from('plain')) },
      'StartDocumentTextDetection',
      start,
      'UnsupportedDocumentException',
    ],
    ['a job that does not exist', {}, 'GetDocumentTextDetection', { JobId: 'a'.repeat(64) }, 'InvalidJobIdException'],
    ['a request without a document', {}, 'StartDocumentTextDetection', {}, 'InvalidParameterException'],
    [
      'too many open jobs',
      { limits: { maxOpenJobs: 0 } },
      'StartDocumentTextDetection',
      start,
      'LimitExceededException',
    ],
    [
      'too many calls',
      { limits: { maxCallsPerSecond: 0 } },
      'GetDocumentTextDetection',
      { JobId: 'a' },
      'ProvisionedThroughputExceededException',
    ],
    ['an operation that is not offered', {}, 'StartExpenseAnalysis', {}, 'UnknownOperationException'],
    [
      'analysis without features',
      {},
      'StartDocumentAnalysis',
      { ...start, FeatureTypes: [] },
      'InvalidParameterException',
    ],
  ];
  test.each(cases)('%s', async (_, options, operation, request, type) => {
    const { textract } = await open(options);
    await expect(textract.handle(operation, request)).rejects.toMatchObject({ name: 'ServiceError', type });
  });

  test('a PDF that cannot be opened is a failed job, as on AWS', async () => {
    const { textract, messages, done } = await open({
      readObject: () => Promise.resolve(Buffer.from('%PDF-1.7 broken')),
    });
    const job = await startJob(textract);
    await done;
    expect(messages).toMatchObject([{ Status: 'FAILED' }]);
    expect(await get(textract, job)).toEqual({ JobStatus: 'FAILED', StatusMessage: 'INVALID_IMAGE_TYPE' });
  });
});

test('document analysis is a job of its own: its words, told under its own name, unknown to text detection', async () => {
  const { textract, messages, done } = await open();
  const job = Job.parse(
    await textract.handle('StartDocumentAnalysis', { ...start, FeatureTypes: ['FORMS', 'TABLES'] }),
  );
  await done;
  expect(messages).toMatchObject([{ JobId: job.JobId, Status: 'SUCCEEDED', API: 'StartDocumentAnalysis' }]);
  const answer = await textract.handle('GetDocumentAnalysis', job);
  expect(answer).toMatchObject({ AnalyzeDocumentModelVersion: expect.any(String), DocumentMetadata: { Pages: 3 } });
  expect(Result.parse(answer).Blocks?.some((block) => block.Text === 'p3w2')).toBe(true);
  await expect(get(textract, job)).rejects.toMatchObject({ type: 'InvalidJobIdException' });
  await expect(startJob(textract)).rejects.toMatchObject({ type: 'IdempotentParameterMismatchException' });
});

test('one picture is read at once by DetectDocumentText', async () => {
  const { textract } = await open({ pages: 1 });
  const bytes = Buffer.from(await samplePdf(1)).toString('base64');
  const answer = await textract.handle('DetectDocumentText', { Document: { Bytes: bytes } });
  const parsed = z
    .object({ DocumentMetadata: z.object({ Pages: z.literal(1) }), Blocks: z.array(TextractBlock) })
    .parse(answer);
  expect(parsed.Blocks).toHaveLength(5);
  await expect(
    textract.handle('DetectDocumentText', { Document: { Bytes: Buffer.from(await samplePdf(2)).toString('base64') } }),
  ).rejects.toMatchObject({ type: 'UnsupportedDocumentException' });
});

test('a job whose process was killed goes on after the start: no page is read twice, the notification comes', async () => {
  const script = path.join(import.meta.dirname, 'job-process.ts');
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  while (!output.includes('reading page 3') || !output.includes('JobId'))
    output += String((await once(child.stdout, 'data'))[0]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { JobId } = Job.parse(JSON.parse(/\{.*\}/.exec(output)?.[0] ?? '{}'));

  const { pool, asked } = poolOf(() => ({}));
  const { textract, messages, done } = await open({ pool, pages: 5 });
  expect(await get(textract, { JobId })).toEqual({ JobStatus: 'IN_PROGRESS' });
  textract.resume();
  await done;
  expect(asked.toSorted()).toEqual([3, 4, 5]);
  expect(messages).toMatchObject([{ JobId, Status: 'SUCCEEDED' }]);
  expect(await get(textract, { JobId })).toMatchObject({ JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 5 } });
});
