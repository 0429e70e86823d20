import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { pascalCase, steps } from '../../functions/steps.ts';
import { caseMachine } from '../../local/case-machine.ts';
import { openStates, type StatesEngine } from '../../local/states/states-engine.ts';

// The real machine file on the real engine; only the functions are played.

const root = path.join(import.meta.dirname, '../..');
type Answer =
  | { result: unknown }
  | { error: string }
  /** Answers the task token that came with the call. */
  | { succeed: unknown }
  | { fail: string };
type Play = Partial<Record<string, Answer[]>>;

/** What each function answers when a test does not say otherwise; the last answer of a list is repeated. */
const usual: Record<string, Answer[]> = {
  register: [{ result: { kind: 'registered', documents: 2, refused: 0, pages: 2, itemsKey: 'x' } }],
  ocr: [{ result: { pages: 1, toDetect: 0 } }],
  'ocr-detect': [{ succeed: { jobId: 'job', status: 'SUCCEEDED' } }],
  'ocr-collect': [{ result: { pages: 1, unreadable: 0 } }],
  extract: [{ result: { mentions: 1, disputedItems: 1 } }],
  chronology: [{ result: { events: 1, conflicts: 0, lateFiles: 0, screenReasons: 0 } }],
  screen: [{ succeed: { decision: 'proceed' } }],
  assign: [{ succeed: { round: '1-1' } }],
  assemble: [{ result: { items: 1, findings: 0 } }],
  issue: [{ result: { files: 6 } }],
};
const documents = [
  { caseId: 'CM15-0165862', documentId: 'doc-0000000001' },
  { caseId: 'CM15-0165862', documentId: 'doc-0000000002' },
];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const runCase = async (play: Play) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'imr-machine-'));
  const calls: { name: string; payload: Record<string, unknown> }[] = [];
  const counts = new Map<string, number>();
  const answerTo = (name: string): Answer => {
    const answers = play[name] ?? usual[name] ?? [];
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return answers[Math.min(count, answers.length - 1)] ?? { result: null };
  };
  const engine: StatesEngine = openStates({
    databasePath: path.join(folder, 'states.sqlite'),
    region: 'us-west-2',
    accountId: '000000000000',
    random: () => 0,
    invokeFunction: async (arn, text) => {
      const name = arn.split(':').at(-1) ?? '';
      const payload = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
      calls.push({ name, payload });
      const answer = answerTo(name);
      if ('error' in answer) {
        return { functionError: 'Unhandled', payload: JSON.stringify({ errorType: answer.error, errorMessage: '' }) };
      }
      if ('succeed' in answer) {
        void engine.handle('SendTaskSuccess', {
          taskToken: payload['taskToken'],
          output: JSON.stringify(answer.succeed),
        });
      }
      if ('fail' in answer) {
        void engine.handle('SendTaskFailure', { taskToken: payload['taskToken'], error: answer.fail, cause: '' });
      }
      return { payload: JSON.stringify('result' in answer ? answer.result : {}) };
    },
    objects: {
      get: () => Promise.resolve(Buffer.from(JSON.stringify(documents))),
      put: () => Promise.resolve(),
      async *list() {
        await Promise.resolve();
        yield* [];
      },
    },
  });
  closing.push(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const stateMachineArn = engine.createOrUpdateStateMachine('case', caseMachine(root));
  engine.resume();
  const Started = z.object({ executionArn: z.string() });
  const { executionArn } = Started.parse(
    await engine.handle('StartExecution', {
      stateMachineArn,
      name: 'CM15-0165862-1',
      input: JSON.stringify({ caseId: 'CM15-0165862', generation: 1 }),
    }),
  );
  const Described = z.object({ status: z.string(), output: z.string().optional(), error: z.string().optional() });
  let described = Described.parse(await engine.handle('DescribeExecution', { executionArn }));
  while (described.status === 'RUNNING') {
    await wait(10);
    described = Described.parse(await engine.handle('DescribeExecution', { executionArn }));
  }
  return {
    status: described.status,
    output: described.output === undefined ? undefined : JSON.parse(described.output),
    error: described.error,
    /** The functions of the case in the order of their calls; those of the documents run side by side. */
    path: calls
      .map(({ name }) => name)
      .filter((name) => !['ocr', 'ocr-detect', 'ocr-collect', 'extract'].includes(name)),
    count: (name: string) => calls.filter((call) => call.name === name).length,
    payloads: (name: string) => calls.filter((call) => call.name === name).map((call) => call.payload),
  };
};

const read = ['register', 'chronology'];
const decided = ['assign', 'assemble', 'issue'];
const issued = { caseId: 'CM15-0165862', outcome: 'issued' };
const chronology = (lateFiles: number, screenReasons: number): Answer => ({
  result: { events: 1, conflicts: 0, lateFiles, screenReasons },
});

test('every row that is a state is in the machine, and every function of the machine is a row', () => {
  const named = [...caseMachine(root).matchAll(/"FunctionName": "[^"]*:function:([a-z-]+)"/g)].map((match) => match[1]);
  const rows = steps.filter((step) => step.entry.kind === 'state');
  expect([...new Set(named)].toSorted()).toEqual(rows.map((step) => step.name).toSorted());
  for (const step of rows) expect(caseMachine(root)).toContain(`"${pascalCase(step.name)}": {`);
});

describe('a case', () => {
  test('that is clear goes straight to its letter', async () => {
    const run = await runCase({});
    expect([run.status, run.output, run.path]).toEqual(['SUCCEEDED', issued, [...read, ...decided]]);
    expect([run.count('ocr'), run.count('ocr-detect'), run.count('extract')]).toEqual([2, 0, 2]);
  });

  test('with pages that need detection waits for its jobs', async () => {
    const run = await runCase({ ocr: [{ result: { pages: 0, toDetect: 1 } }] });
    expect([run.status, run.count('ocr-detect'), run.count('ocr-collect')]).toEqual(['SUCCEEDED', 2, 2]);
    expect(run.payloads('ocr-collect')[0]?.['detection']).toEqual({ jobId: 'job', status: 'SUCCEEDED' });
  });

  test('whose detection cannot start still accounts for the pages', async () => {
    const run = await runCase({
      ocr: [{ result: { pages: 0, toDetect: 1 } }],
      'ocr-detect': [{ error: 'InvalidInput' }],
    });
    expect(run.status).toBe('SUCCEEDED');
    expect(run.payloads('ocr-collect')[0]?.['detection']).toEqual({ status: 'InvalidInput' });
  });

  test('that is still being uploaded is looked at again', async () => {
    const run = await runCase({
      register: [{ result: { kind: 'uploading', waitSeconds: 0 } }, ...(usual['register'] ?? [])],
    });
    expect(run.path).toEqual(['register', ...read, ...decided]);
  });

  test('that gets a file while it is read goes back to registration', async () => {
    const run = await runCase({ chronology: [chronology(1, 0), chronology(0, 0)] });
    expect(run.path).toEqual([...read, ...read, ...decided]);
  });

  test('with a document that fails reads the others', async () => {
    const run = await runCase({ extract: [{ error: 'InvalidInput' }, { result: { mentions: 1, disputedItems: 0 } }] });
    expect([run.status, run.count('extract'), run.path]).toEqual(['SUCCEEDED', 2, [...read, ...decided]]);
  });
});

describe('screening', () => {
  const unclear = { chronology: [chronology(0, 2)] };
  test.each([
    ['proceeds to a reviewer', 'proceed', [...read, 'screen', ...decided], issued],
    ['ends the case as not eligible', 'not-eligible', [...read, 'screen'], { ...issued, outcome: 'not-eligible' }],
  ])('%s', async (_title, decision, expectedPath, output) => {
    const run = await runCase({ ...unclear, screen: [{ succeed: { decision } }] });
    expect([run.status, run.path, run.output]).toEqual(['SUCCEEDED', expectedPath, output]);
  });

  test('has the case read again, with new detection jobs', async () => {
    const run = await runCase({
      chronology: [chronology(0, 1), chronology(0, 0)],
      ocr: [{ result: { pages: 0, toDetect: 1 } }],
      screen: [{ succeed: { decision: 'read-again' } }],
    });
    expect(run.path).toEqual([...read, 'screen', ...read, ...decided]);
    expect(new Set(run.payloads('ocr-detect').map((payload) => payload['reading']))).toEqual(new Set([0, 1]));
  });

  test('of a case without a readable file goes back to registration', async () => {
    const nothing: Answer = { result: { kind: 'registered', documents: 0, refused: 1, pages: 0, itemsKey: 'x' } };
    const run = await runCase({ register: [nothing, ...(usual['register'] ?? [])] });
    expect(run.path).toEqual(['register', 'screen', ...read, ...decided]);
    expect(run.payloads('screen')[0]?.['reasons']).toEqual(['no file of the case can be read']);
  });

  test.each([
    ['Register', 'register', ['register', 'screen', ...read, ...decided]],
    ['Chronology', 'chronology', [...read, 'screen', 'chronology', ...decided]],
    ['Assign', 'assign', [...read, 'assign', 'screen', ...decided]],
    ['Assemble', 'assemble', [...read, 'assign', 'assemble', 'screen', 'assemble', 'issue']],
    ['Issue', 'issue', [...read, ...decided, 'screen', 'issue']],
  ])('is asked when %s fails for good, and goes on there', async (state, name, expectedPath) => {
    const run = await runCase({ [name]: [{ error: 'InvalidInput' }, ...(usual[name] ?? [])] });
    expect([run.status, run.path]).toEqual(['SUCCEEDED', expectedPath]);
    expect(run.payloads('screen')[0]?.['reasons']).toEqual([`the step ${state} failed: InvalidInput`]);
  });

  test('that cannot be opened fails the case with its own error', async () => {
    const run = await runCase({ ...unclear, screen: [{ error: 'InvalidInput' }] });
    expect([run.status, run.error]).toEqual(['FAILED', 'InvalidInput']);
  });
});

describe('a review', () => {
  test('that is declined goes to another reviewer, who is told apart', async () => {
    const run = await runCase({ assign: [{ fail: 'Declined' }, { succeed: {} }] });
    expect(run.path).toEqual([...read, 'assign', ...decided]);
    expect(run.payloads('assign').map(({ round, lastOutcome }) => [round, lastOutcome])).toEqual([
      ['1-1', 'none'],
      ['1-2', 'Declined'],
    ]);
    expect(run.payloads('assemble')[0]?.['round']).toBe('1-2');
  });

  test('that four reviewers decline asks a person, and then goes on', async () => {
    const decline: Answer = { fail: 'Declined' };
    const run = await runCase({ assign: [decline, decline, decline, decline, { succeed: {} }] });
    expect(run.path).toEqual([...read, 'assign', 'assign', 'assign', 'assign', 'screen', ...decided]);
    expect(run.payloads('screen')[0]?.['reasons']).toEqual([
      'four reviewers in a row declined the case or did not answer',
    ]);
  });

  test('whose letter contradicts its record goes back', async () => {
    const run = await runCase({ assemble: [{ error: 'ContradictsRecord' }, ...(usual['assemble'] ?? [])] });
    expect(run.path).toEqual([...read, 'assign', 'assemble', ...decided]);
    expect(run.payloads('assign')[1]?.['lastOutcome']).toBe('ContradictsRecord');
  });
});

test("Lambda's own hiccups are tried again and leave no trace in the flow", async () => {
  const run = await runCase({ chronology: [{ error: 'Lambda.TooManyRequestsException' }, chronology(0, 0)] });
  expect(run.path).toEqual([...read, 'chronology', ...decided]);
});
