import { at, caseOfKey } from '../adapters/case-keys.ts';
import { defineRoutes, ApiAnswer, parseRequest, type ApiRequest, type User } from '../define-routes.ts';
import { DeclineRequest, ReviewDraft, type CheckResult, type InboxEntry, type ReviewView } from '../domain/api.ts';
import { CaseId } from '../domain/case-number.ts';
import { caseTiming } from '../domain/case-timing.ts';
import { RequestRefused } from '../domain/errors.ts';
import { ReviewDecisions, type Assignment } from '../domain/review.ts';
import type { Tools } from '../tools.ts';
import { openReview } from './open-review.ts';
import { proposeDraft } from './propose-draft.ts';
import { findingsOf, readRecord } from './review-findings.ts';

/** A reviewer sees the cases that are assigned to them; the group exists where one person plays every role. */
const mayReview = (user: User, assignment: Assignment): boolean =>
  user.id === assignment.reviewerId || user.groups.includes('any-reviewer');

const openFor = async (request: ApiRequest, { store }: Tools) => {
  const open = await openReview(store, parseRequest(CaseId, request.path['caseId']));
  if (!open || !mayReview(request.user, open.assignment)) {
    throw new RequestRefused(404, 'no review of this case is open for you');
  }
  return open;
};

export const definition = {
  name: 'review',
  routes: {
    'GET /api/reviews': async (request, tools) => {
      const { store } = tools;
      const caseIds = new Set((await store.list('assign')).flatMap((object) => caseOfKey(object.key) ?? []));
      const entries = [...caseIds].map(async (caseId): Promise<InboxEntry[]> => {
        const open = await openReview(store, caseId);
        if (!open || !mayReview(request.user, open.assignment)) return [];
        const { disputedItems, priority } = await store.read(at.chronology(caseId));
        const { reviewerId, dueOnDate, assignedAtTime } = open.assignment;
        const items = disputedItems.map((item) => item.item);
        return [{ caseId, reviewerId, dueOnDate, assignedAtTime, accepted: open.accepted, items, priority }];
      });
      const reviews = (await Promise.all(entries)).flat();
      return { reviews: reviews.toSorted((a, b) => a.dueOnDate.localeCompare(b.dueOnDate)) };
    },

    'GET /api/reviews/{caseId}': async (request, tools): Promise<ReviewView> => {
      const { assignment, accepted } = await openFor(request, tools);
      const { store, clock } = tools;
      const { caseId } = assignment;
      const record = await readRecord(store, assignment);
      const draft = (await store.find(at.draft(caseId))) ?? proposeDraft(record.chronology, record.documents);
      const late = (await store.list('intake', caseId)).flatMap(
        (object) => /\/late\/(\w+)\.json$/.exec(object.key)?.[1] ?? [],
      );
      const lateFiles = await Promise.all(late.map((id) => store.read(at.late(caseId, id))));
      return {
        assignment,
        accepted,
        registration: record.registration,
        chronology: record.chronology,
        timing: caseTiming(record.chronology, clock.today()),
        draft,
        findings: findingsOf(record, draft, clock.today()),
        lateFiles: [...record.chronology.lateFiles, ...lateFiles.map((file) => file.fileName)],
      };
    },

    'POST /api/reviews/{caseId}/accept': async (request, tools) => {
      const { assignment, taskToken } = await openFor(request, tools);
      const { caseId, round, reviewerId } = assignment;
      await tools.store.claim(at.acceptance(caseId, round), { reviewerId, acceptedAtTime: tools.clock.now() });
      await tools.tokens.heartbeat(taskToken);
      return { caseId, accepted: true };
    },

    'POST /api/reviews/{caseId}/decline': async (request, tools) => {
      const { assignment, taskToken } = await openFor(request, tools);
      const { caseId, round, reviewerId } = assignment;
      const { reason } = parseRequest(DeclineRequest, request.body);
      await tools.store.write(at.declined(caseId, round), { reviewerId, reason, declinedAtTime: tools.clock.now() });
      // The reason may name people: it stays in the store, the machine learns only that it was declined.
      await tools.tokens.fail(taskToken, 'Declined', 'the reviewer declined the case');
      return { caseId, declined: true };
    },

    'PUT /api/reviews/{caseId}/draft': async (request, tools) => {
      const { assignment, taskToken } = await openFor(request, tools);
      await tools.store.write(at.draft(assignment.caseId), parseRequest(ReviewDraft, request.body));
      // Work on the draft is the sign of life that keeps the case from being given to another.
      await tools.tokens.heartbeat(taskToken);
      return { caseId: assignment.caseId };
    },

    'POST /api/reviews/{caseId}/check': async (request, tools): Promise<CheckResult> => {
      const { assignment } = await openFor(request, tools);
      const draft = parseRequest(ReviewDraft, request.body);
      const findings = findingsOf(await readRecord(tools.store, assignment), draft, tools.clock.today());
      return { message: `${findings.length} findings`, findings };
    },

    'POST /api/reviews/{caseId}/decisions': async (request, tools) => {
      const { assignment, accepted, taskToken } = await openFor(request, tools);
      const { caseId, round, reviewerId } = assignment;
      const { store, clock, tokens } = tools;
      if (!accepted) throw new RequestRefused(409, 'accept the case before deciding it');
      const decisions = parseRequest(ReviewDecisions, request.body);
      const record = await readRecord(store, assignment);
      const answered = new Set(decisions.answers.map((answer) => answer.findingId));
      const open = findingsOf(record, decisions, clock.today()).filter(
        (finding) => finding.severity === 'error' && !answered.has(finding.id),
      );
      if (open.length > 0) {
        const message = `${open.length} contradictions must be corrected or answered before signing`;
        return new ApiAnswer(409, { message, findings: open } satisfies CheckResult);
      }
      // Kept first, told second: after a crash between the two, the review is still open and can be signed again.
      await store.write(at.signed(caseId, round), { caseId, reviewerId, signedAtTime: clock.now(), decisions });
      const told = await tokens.succeed(taskToken, { round });
      if (told === 'gone') throw new RequestRefused(409, 'the time for this review is over; the case was given on');
      await store.write(at.told(caseId, round), { toldAtTime: clock.now() });
      return { caseId, signed: true };
    },
  },
} satisfies Parameters<typeof defineRoutes>[0];

export const handler = defineRoutes(definition);
