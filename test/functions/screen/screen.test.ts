import { describe, expect, test } from '@jest/globals';
import { at } from '../../../functions/adapters/case-keys.ts';
import { defineRoutes } from '../../../functions/define-routes.ts';
import { defineStep } from '../../../functions/define-step.ts';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { definition as answerDefinition } from '../../../functions/screen/answer-handler.ts';
import { definition } from '../../../functions/screen/handler.ts';
import { context, httpEvent, memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');
const opened = async () => {
  const memory = memoryTools();
  const screen = defineStep(definition, memory.toolsFor);
  await screen({ caseId, execution: 'e', taskToken: 'token-1', reasons: ['the step Ocr failed: Broken'] }, context());
  const answer = defineRoutes(answerDefinition, memory.toolsFor);
  const post = (body: unknown) => answer(httpEvent('POST /api/screens/{caseId}', { caseId }, body), context());
  const list = async (): Promise<unknown> =>
    JSON.parse((await answer(httpEvent('GET /api/screens', {}), context())).body);
  return { ...memory, screen, post, list };
};

describe('screening', () => {
  test('a task shows its reasons and never its token', async () => {
    const { list } = await opened();
    const screens = JSON.stringify(await list());
    expect(screens).toContain('the step Ocr failed: Broken');
    expect(screens).not.toContain('token-1');
  });

  test('an answer is kept with who gave it, tells the machine, and closes the task', async () => {
    const { post, list, callsOf, tools } = await opened();
    expect((await post({ decision: 'proceed', reason: 'read by hand' })).statusCode).toBe(200);
    expect(callsOf('succeed')).toEqual([['token-1', { decision: 'proceed' }]]);
    expect(await tools.store.read(at.screeningAnswer(caseId))).toMatchObject({ answeredBy: 'rev-1', delivered: true });
    expect(await list()).toEqual({ screens: [] });
    expect((await post({ decision: 'proceed', reason: 'again' })).statusCode).toBe(409);
  });

  test('a second asking is a new task', async () => {
    const { post, list, screen } = await opened();
    await post({ decision: 'proceed', reason: 'x' });
    await screen({ caseId, execution: 'e', taskToken: 'token-2', reasons: ['again'] }, context());
    expect(await list()).toMatchObject({ screens: [{ caseId, reasons: ['again'] }] });
  });

  test('an answer after the wait was over says so', async () => {
    const { post, gone } = await opened();
    gone.add('token-1');
    const answer = await post({ decision: 'not-eligible', reason: 'late' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('over before this answer');
  });

  test('a task shows the pages that nobody could read, with their documents', async () => {
    const memory = memoryTools();
    const { store } = memory.tools;
    const documentOf = (digit: string, fileName: string) => ({
      documentId: DocumentId.parse(`doc-${digit.repeat(10)}`),
      fileName,
      key: `upload/${caseId}/${fileName}`,
      mediaType: 'application/pdf' as const,
      bytes: 1,
      sha256: digit.repeat(64),
      pages: 3,
    });
    const documents = [documentOf('1', 'note.pdf'), documentOf('2', 'letter.pdf')];
    const [note] = documents;
    if (!note) throw new Error('no document');
    await store.write(at.registration(caseId), {
      caseId,
      registeredAtTime: '2026-01-01T00:00:00.000Z',
      documents,
      refused: [],
    });
    const pages = [{ documentId: note.documentId, page: 2, reason: 'It is written by hand.' }];
    await store.write(at.screeningTask(caseId), {
      caseId,
      taskId: 'task-1',
      openedAtTime: '2026-01-01T00:00:00.000Z',
      reasons: ['Not readable: page 2 of note.pdf.'],
      pages,
    });
    const answer = defineRoutes(answerDefinition, memory.toolsFor);
    const { body } = await answer(httpEvent('GET /api/screens', {}), context());
    expect(JSON.parse(body)).toMatchObject({ screens: [{ caseId, pages, documents: [{ fileName: 'note.pdf' }] }] });
  });

  test('an answer without a reason is refused', async () => {
    const { post } = await opened();
    expect((await post({ decision: 'proceed', reason: '' })).statusCode).toBe(400);
  });
});
