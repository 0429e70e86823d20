import { describe, expect, test } from '@jest/globals';
import { at, caseOfKey, parseUploadKey } from '../../../functions/adapters/case-keys.ts';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');

describe('the address of an upload', () => {
  test.each([
    ['upload/CM15-0165862/scan.pdf', { kind: 'file', caseId, name: 'scan.pdf' }],
    ['upload/CM15-0165862/a/b.pdf', { kind: 'file', caseId, name: 'a/b.pdf' }],
    ['upload/CM15-0165862/submit.json', { kind: 'submit', caseId }],
  ])('%s', (key, expected) => expect(parseUploadKey(key)).toEqual(expected));

  test.each(['upload/scan.pdf', 'upload/CM15-016586/scan.pdf', 'upload/cm15-0165862/scan.pdf', 'other/CM15-0165862/x'])(
    '%s names no case',
    (key) => expect(parseUploadKey(key).kind).toBe('refused'),
  );

  test('the case of any key of a stage', () => {
    expect(caseOfKey('assign/CM15-0165862/token.json')).toBe(caseId);
    expect(caseOfKey('settings/panel.json')).toBeUndefined();
  });
});

describe('the case store', () => {
  const record = { caseId, generation: 1, receivedAtTime: '2026-01-01T00:00:00.000Z' };

  test('of twenty that claim, one wins', async () => {
    const { tools } = memoryTools();
    const won = await Promise.all(Array.from({ length: 20 }, () => tools.store.claim(at.case(caseId), record)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('six that update at once lose no update', async () => {
    const { tools } = memoryTools();
    await tools.store.write(at.case(caseId), record);
    await Promise.all(
      Array.from({ length: 6 }, () =>
        tools.store.update(at.case(caseId), (value) => ({ ...record, generation: (value?.generation ?? 0) + 1 })),
      ),
    );
    expect((await tools.store.read(at.case(caseId))).generation).toBe(7);
  });

  test('what is read is checked, and what is missing has a name', async () => {
    const { tools } = memoryTools();
    await expect(tools.store.read(at.case(caseId))).rejects.toMatchObject({ name: 'MissingObject' });
    const { key, stage } = at.case(caseId);
    await tools.store.writeBytes({ key, stage }, Buffer.from('{"caseId":"x"}'), 'application/json');
    await expect(tools.store.read(at.case(caseId))).rejects.toMatchObject({ name: 'ZodError' });
  });

  test('every object says who wrote it', async () => {
    const { tools, objects } = memoryTools();
    await tools.store.write(at.case(caseId), record);
    expect(objects.get(`work/intake/${caseId}/case.json`)?.metadata).toEqual({
      step: 'test',
      'code-version': '0',
      execution: 'test',
    });
  });
});
