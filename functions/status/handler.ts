import { at, caseOfKey, Format, formats } from '../adapters/case-keys.ts';
import type { CaseStore } from '../adapters/case-store.ts';
import { defineRoutes, parseRequest, type ApiRequest, type User } from '../define-routes.ts';
import type { CaseSummary, CaseView, SignedAddress } from '../domain/api.ts';
import { CaseId, DocumentId } from '../domain/case-number.ts';
import { caseTiming } from '../domain/case-timing.ts';
import { executionName, type CaseRecord } from '../domain/case-record.ts';
import type { Chronology } from '../domain/chronology.ts';
import { RequestRefused } from '../domain/errors.ts';
import { registeredDocument } from '../domain/registered-document.ts';
import type { Tools } from '../tools.ts';
import { ledgerRows } from './ledger-rows.ts';
import { caseStatus, stateViews } from './state-views.ts';

/** Reviewers see the cases that are assigned to them; clerks and admins see all. */
const maySee = async (store: CaseStore, caseId: CaseId, user: User): Promise<boolean> =>
  user.groups.some((group) => group === 'clerks' || group === 'admins') ||
  (await store.find(at.assignment(caseId)))?.reviewerId === user.id;

const recordOf = async (store: CaseStore, { path, user }: ApiRequest): Promise<CaseRecord> => {
  const caseId = parseRequest(CaseId, path['caseId']);
  const record = await store.find(at.case(caseId));
  if (!record || !(await maySee(store, caseId, user))) throw new RequestRefused(404, `there is no case ${caseId}`);
  return record;
};

/** The summary needs only the execution's own states; the view adds what the steps have written. */
const summaryOf = async (record: CaseRecord, { store, executions }: Tools) => {
  const name = executionName(record);
  const execution = await executions.status(name);
  const states = execution ? stateViews(await executions.history(name)) : [];
  const issuedAtTime = (await store.find(at.issueRecord(record.caseId)))?.issuedAtTime;
  const issued = issuedAtTime !== undefined;
  const assignment = await store.find(at.assignment(record.caseId));
  const status = caseStatus(execution?.status, states, issued);
  const summary: CaseSummary = {
    caseId: record.caseId,
    status,
    receivedAtTime: record.receivedAtTime,
    ...(assignment && status === 'in-review' ? { dueOnDate: assignment.dueOnDate } : {}),
  };
  return { summary, states, issuedAtTime, failure: execution?.error };
};

const ledgerOf = async (
  store: CaseStore,
  caseId: CaseId,
  chronology: Chronology | undefined,
): Promise<CaseView['ledger']> => {
  const registration = await store.find(at.registration(caseId));
  const rows = (registration?.documents ?? []).map(async ({ documentId, pages }) => {
    const finished = await store.find(at.pages(caseId, documentId));
    const first = finished ? undefined : await store.find(at.readPages(caseId, documentId));
    return ledgerRows({ documentId, pages, finished, first }, chronology?.duplicatePages);
  });
  return (await Promise.all(rows)).flat();
};

export const definition = {
  name: 'status',
  routes: {
    'GET /api/cases': async (request, tools) => {
      const { store } = tools;
      const keys = (await store.list('intake')).map((object) => object.key);
      const caseIds = keys.filter((key) => key.endsWith('/case.json')).flatMap((key) => caseOfKey(key) ?? []);
      const cases = await Promise.all(
        caseIds.map(async (caseId) =>
          (await maySee(store, caseId, request.user))
            ? [(await summaryOf(await store.read(at.case(caseId)), tools)).summary]
            : [],
        ),
      );
      const refused = keys.flatMap((key) => /^intake\/refused\/(\w+)\.json$/.exec(key)?.[1] ?? []);
      return {
        cases: cases.flat().toSorted((a, b) => b.receivedAtTime.localeCompare(a.receivedAtTime)),
        refusedUploads: await Promise.all(refused.map((id) => store.read(at.refusedUpload(id)))),
      };
    },

    'GET /api/cases/{caseId}': async (request, tools): Promise<CaseView> => {
      const { store, executions, clock } = tools;
      const record = await recordOf(store, request);
      const { caseId } = record;
      const { summary, states, issuedAtTime, failure } = await summaryOf(record, tools);
      const registration = await store.find(at.registration(caseId));
      const chronology = await store.find(at.chronology(caseId));
      const lateKeys = (await store.list('intake', caseId)).flatMap(
        (object) => /\/late\/(\w+)\.json$/.exec(object.key)?.[1] ?? [],
      );
      const late = await Promise.all(lateKeys.map((id) => store.read(at.late(caseId, id))));
      return {
        ...summary,
        executionArn: executions.arn(executionName(record)),
        states,
        ...(failure ? { failure } : {}),
        ...(registration ? { registration } : {}),
        ledger: await ledgerOf(store, caseId, chronology),
        ...(chronology
          ? { chronology, timing: caseTiming(chronology, clock.today(), issuedAtTime?.slice(0, 10)) }
          : {}),
        lateFiles: late.map((file) => file.fileName),
        determination: issuedAtTime ? Format.options : [],
      };
    },

    'GET /api/cases/{caseId}/documents/{documentId}': async (request, { store }): Promise<SignedAddress> => {
      const { caseId } = await recordOf(store, request);
      const documentId = parseRequest(DocumentId, request.path['documentId']);
      const { key, fileName, mediaType } = registeredDocument(await store.read(at.registration(caseId)), documentId);
      return { url: await store.signedAddress(at.uploaded(key), fileName, mediaType), fileName, mediaType };
    },

    'GET /api/cases/{caseId}/documents/{documentId}/pages/{page}': async (request, { store }) => {
      const { caseId } = await recordOf(store, request);
      const documentId = parseRequest(DocumentId, request.path['documentId']);
      const pages = await store.find(at.pages(caseId, documentId));
      const page = pages?.find((one) => String(one.page) === request.path['page']);
      if (!page) throw new RequestRefused(404, 'the page has not been read');
      const of = page.duplicateOf;
      if (!of || of.documentId === documentId || page.lines.length > 0) return page;
      // A copy of another document's page was not read a second time: its words are those of that page.
      const original = (await store.find(at.pages(caseId, of.documentId)))?.find((one) => one.page === of.page);
      return { ...page, lines: original?.lines ?? [] };
    },

    'GET /api/cases/{caseId}/determination/{format}': async (request, { store }): Promise<SignedAddress> => {
      const { caseId } = await recordOf(store, request);
      const format = parseRequest(Format, request.path['format']);
      if (!(await store.find(at.issueRecord(caseId)))) throw new RequestRefused(404, 'the case is not decided yet');
      const fileName = `${caseId}-${formats[format].file}`;
      const { mediaType } = formats[format];
      return { url: await store.signedAddress(at.issued(caseId, format), fileName, mediaType), fileName, mediaType };
    },
  },
} satisfies Parameters<typeof defineRoutes>[0];

export const handler = defineRoutes(definition);
