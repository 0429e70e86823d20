import { at, caseOfKey } from '../adapters/case-keys.ts';
import type { CaseStore } from '../adapters/case-store.ts';
import { defineRoutes, parseRequest } from '../define-routes.ts';
import { ScreenAnswer, type ScreenView } from '../domain/api.ts';
import { CaseId } from '../domain/case-number.ts';
import type { ScreeningTask } from '../domain/case-record.ts';
import { RequestRefused } from '../domain/errors.ts';

const openTask = async (store: CaseStore, caseId: CaseId) => {
  const task = await store.find(at.screeningTask(caseId));
  const answer = await store.find(at.screeningAnswer(caseId));
  return task && !(answer?.taskId === task.taskId && answer.delivered) ? task : undefined;
};

/** The task with the documents whose pages are to be looked at. */
const viewOf = async (
  store: CaseStore,
  { caseId, openedAtTime, reasons, pages }: ScreeningTask,
): Promise<ScreenView> => {
  const wanted = new Set<string>(pages.map(({ documentId }) => documentId));
  const registration = wanted.size > 0 ? await store.find(at.registration(caseId)) : undefined;
  const documents = registration?.documents.filter(({ documentId }) => wanted.has(documentId)) ?? [];
  return { caseId, openedAtTime, reasons, pages, documents };
};

export const definition = {
  name: 'screen-answer',
  routes: {
    'GET /api/screens': async (_request, { store }) => {
      const caseIds = new Set((await store.list('screen')).flatMap((object) => caseOfKey(object.key) ?? []));
      const tasks = await Promise.all([...caseIds].map((caseId) => openTask(store, caseId)));
      const screens = await Promise.all(tasks.flatMap((task) => (task ? [viewOf(store, task)] : [])));
      return { screens: screens.toSorted((a, b) => a.openedAtTime.localeCompare(b.openedAtTime)) };
    },

    'GET /api/screens/{caseId}': async (request, { store }): Promise<ScreenView> => {
      const task = await openTask(store, parseRequest(CaseId, request.path['caseId']));
      if (!task) throw new RequestRefused(404, 'the case waits for no screening');
      return viewOf(store, task);
    },

    'POST /api/screens/{caseId}': async (request, { store, tokens, clock }) => {
      const caseId = parseRequest(CaseId, request.path['caseId']);
      const { decision, reason } = parseRequest(ScreenAnswer, request.body);
      const task = await openTask(store, caseId);
      if (!task) throw new RequestRefused(409, 'the case waits for no screening');
      const answer = {
        taskId: task.taskId,
        decision,
        reason,
        answeredBy: request.user.id,
        answeredAtTime: clock.now(),
      };
      const { taskToken } = await store.read(at.screeningToken(caseId));
      // Kept first, told second: after a crash between the two the task is still open and can be answered again.
      await store.write(at.screeningAnswer(caseId), { ...answer, delivered: false });
      const told = await tokens.succeed(taskToken, { decision });
      await store.write(at.screeningAnswer(caseId), { ...answer, delivered: true });
      if (told === 'gone') throw new RequestRefused(409, 'the screening was over before this answer');
      return { caseId, decision };
    },
  },
} satisfies Parameters<typeof defineRoutes>[0];

export const handler = defineRoutes(definition);
