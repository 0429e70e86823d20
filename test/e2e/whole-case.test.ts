import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Determination } from '../../functions/domain/determination.ts';
import { ReviewDecisions } from '../../functions/domain/review.ts';
import { watchCase } from '../../local/client/watch-case.ts';
import { account } from '../../local/settings.ts';
import { startSystem, type System } from './start-system.ts';

const root = path.join(import.meta.dirname, '../..');
const caseId = 'CM15-0165862';
const decisions = ReviewDecisions.parse(JSON.parse(readFileSync(path.join(root, 'samples/decisions.json'), 'utf8')));
const item = 'Physical therapy with massage qty: 8.00';
const aws = '/usr/bin/aws';
const minutes = 60_000;

describe('the sample case on a system that is killed while it waits', () => {
  const data = path.join(mkdtempSync(path.join(tmpdir(), 'imr-e2e-')), 'data');
  let system: System;
  beforeAll(async () => {
    system = await startSystem(data);
  }, 1 * minutes);
  afterAll(async () => {
    await system.kill('SIGTERM');
    rmSync(path.dirname(data), { recursive: true, force: true });
  });

  test(
    'the first start submits it and shows its way to the reviewer',
    async () => {
      const view = await watchCase(system.client, caseId, () => undefined);
      expect(view.status).toBe('in-review');
      expect(view.ledger).toHaveLength(12);
      expect(view.ledger.filter((row) => row.source === 'waiting' || row.source === 'unreadable')).toEqual([]);
      expect(view.ledger.filter((row) => row.source === 'ocr').length).toBeGreaterThanOrEqual(5);
      expect(view.chronology?.conflicts.map((conflict) => conflict.id)).toContain('conflict:rfa_date');
      expect(view.chronology?.disputedItems.map((disputed) => disputed.item)).toEqual([item]);
    },
    3 * minutes,
  );

  // Debian's awscli is a judge where it is installed; the AWS SDK's own client is tested in test/local.
  if (existsSync(aws)) {
    test('the aws command line finds the machine, its execution and its history', async () => {
      const call = async (...args: string[]): Promise<string> => {
        const { stdout } = await promisify(execFile)(
          aws,
          ['--endpoint-url', system.awsUrl, '--output', 'json', ...args],
          {
            env: {
              ...process.env,
              AWS_ACCESS_KEY_ID: account.accessKeyId,
              AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
              AWS_DEFAULT_REGION: account.region,
            },
          },
        );
        return stdout;
      };
      for (const bucket of Object.values(account.buckets))
        expect(await call('s3api', 'list-buckets')).toContain(bucket);
      const view = await system.client.case(caseId);
      const executionArn = view.executionArn ?? '';
      const machine = executionArn.replace(':execution:', ':stateMachine:').split(':').slice(0, -1).join(':');
      const executions = await call('stepfunctions', 'list-executions', '--state-machine-arn', machine);
      expect(executions).toContain(executionArn);
      expect(await call('stepfunctions', 'describe-execution', '--execution-arn', executionArn)).toContain('RUNNING');
      const history = await call('stepfunctions', 'get-execution-history', '--execution-arn', executionArn);
      expect(history).toContain('TaskSubmitted');
      // References travel, records stay.
      expect(history).not.toMatch(/massage|carpal|Teasdale/i);
    });
  }

  test(
    'killed and started again, the review completes the same execution',
    async () => {
      const before = await system.client.case(caseId);
      await system.kill('SIGKILL');
      system = await startSystem(data);
      const after = await system.client.case(caseId);
      expect([after.status, after.executionArn]).toEqual(['in-review', before.executionArn]);

      await system.client.accept(caseId);
      await system.client.decide(caseId, decisions);
      const issued = await watchCase(
        system.client,
        caseId,
        () => undefined,
        (view) => view.status === 'issued',
      );
      expect(issued.executionArn).toBe(before.executionArn);
      expect(issued.states.filter((state) => state.name === 'ReadDocuments')).toHaveLength(1);

      const { body } = await system.client.determination(caseId, 'json');
      const determination = Determination.parse(JSON.parse(Buffer.from(body).toString()));
      expect(determination.items.map(({ item, decision }) => `${item}: ${decision}`)).toEqual([`${item}: Upheld`]);
      expect(determination.answered.map(({ finding }) => finding.id)).toContain('conflict:rfa_date');
    },
    2 * minutes,
  );

  test('a second system on the same data folder is refused in one line', async () => {
    await expect(startSystem(data)).rejects.toThrow(/data folder .* is in use by process \d+/);
  });

  test('the functions logged no word of the record and no name', () => {
    const log = readFileSync(path.join(data, 'functions.log'), 'utf8');
    expect(log).toContain('"step":"extract"');
    expect(log).not.toMatch(/massage|carpal|therapy|Teasdale|Ostrander|progress-report/i);
  });
});
