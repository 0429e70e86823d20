import { expect, test } from '@jest/globals';
import { at, Format } from '../../../functions/adapters/case-keys.ts';
import { defineStep } from '../../../functions/define-step.ts';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { definition } from '../../../functions/issue/handler.ts';
import { context, memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');
const event = { caseId, execution: 'e' };

const assembled = async () => {
  const memory = memoryTools();
  for (const format of Format.options) {
    await memory.tools.store.writeBytes(at.assembled(caseId, format), Buffer.from(`letter as ${format}`), 'text/plain');
  }
  return { ...memory, issue: defineStep(definition, memory.toolsFor) };
};

test('every file is issued, with the digests that prove it', async () => {
  const { issue, tools } = await assembled();
  await issue(event, context());
  const record = await tools.store.read(at.issueRecord(caseId));
  expect(record.files.map((file) => file.format)).toEqual(Format.options);
  expect(Buffer.from((await tools.store.readBytes(at.issued(caseId, 'pdf'))).body).toString()).toBe('letter as pdf');
});

test('issuing the same again changes nothing', async () => {
  const { issue, tools } = await assembled();
  await issue(event, context());
  const first = await tools.store.read(at.issueRecord(caseId));
  await issue(event, context());
  expect(await tools.store.read(at.issueRecord(caseId))).toEqual(first);
});

test('another letter never replaces the one that was issued', async () => {
  const { issue, tools } = await assembled();
  await issue(event, context());
  await tools.store.writeBytes(at.assembled(caseId, 'pdf'), Buffer.from('another letter'), 'text/plain');
  await expect(issue(event, context())).rejects.toMatchObject({ name: 'AlreadyIssued' });
  expect(Buffer.from((await tools.store.readBytes(at.issued(caseId, 'pdf'))).body).toString()).toBe('letter as pdf');
});
