import { describe, expect, test } from '@jest/globals';
import { at } from '../../../functions/adapters/case-keys.ts';
import { defineRoutes } from '../../../functions/define-routes.ts';
import { definition } from '../../../functions/review/handler.ts';
import { assignment, caseId, chronology, documents, registration, review } from '../assemble/sample-case.ts';
import { context, httpEvent, memoryTools } from '../memory-tools.ts';

const reviewer = { id: assignment.reviewerId };

const assigned = async () => {
  const memory = memoryTools();
  const { store } = memory.tools;
  await store.write(at.registration(caseId), registration);
  await store.write(at.chronology(caseId), chronology);
  for (const facts of documents) await store.write(at.facts(caseId, facts.documentId), facts);
  await store.write(at.assignment(caseId), assignment);
  await store.write(at.assignmentToken(caseId), { taskToken: 'secret-token', openedAtTime: assignment.assignedAtTime });
  const handler = defineRoutes(definition, memory.toolsFor);
  const ask = async (route: string, body?: unknown, user: { id: string; groups?: string } = reviewer) => {
    const answer = await handler(httpEvent(route, route.includes('{') ? { caseId } : {}, body, user), context());
    return { status: answer.statusCode, body: JSON.parse(answer.body), text: answer.body };
  };
  return { ...memory, ask };
};
const [list, view, accept, decline, draft, decide] = [
  'GET /api/reviews',
  'GET /api/reviews/{caseId}',
  'POST /api/reviews/{caseId}/accept',
  'POST /api/reviews/{caseId}/decline',
  'PUT /api/reviews/{caseId}/draft',
  'POST /api/reviews/{caseId}/decisions',
] as const;
/** The sample's decisions with every error of the check answered. */
const answered = async (ask: Awaited<ReturnType<typeof assigned>>['ask']) => {
  const { body } = await ask('POST /api/reviews/{caseId}/check', review.decisions);
  const answers = body.findings.map((finding: { id: string }) => ({ findingId: finding.id, answer: 'looked at' }));
  return { ...review.decisions, answers: [...review.decisions.answers, ...answers] };
};

describe('who sees a review', () => {
  test('its reviewer, and never the token', async () => {
    const { ask } = await assigned();
    expect((await ask(list)).body.reviews.map((entry: { caseId: string }) => entry.caseId)).toEqual([caseId]);
    const { status, text } = await ask(view);
    expect(status).toBe(200);
    expect(text).not.toContain('secret-token');
  });

  test('nobody else, neither in the list nor by its address', async () => {
    const { ask } = await assigned();
    const other = { id: 'somebody-else' };
    expect((await ask(list, undefined, other)).body).toEqual({ reviews: [] });
    for (const route of [view, accept, decline, draft, decide]) {
      expect((await ask(route, {}, other)).status).toBe(404);
    }
  });

  test('who plays every role sees it too', async () => {
    const { ask } = await assigned();
    expect((await ask(view, undefined, { id: 'local-user', groups: '[reviewers any-reviewer]' })).status).toBe(200);
  });
});

describe('a review', () => {
  test('declining fails the task as Declined, keeps the reason out of the machine, and closes it', async () => {
    const { ask, callsOf, tools } = await assigned();
    expect((await ask(decline, { reason: 'I know the employer' })).status).toBe(200);
    expect(callsOf('fail')).toEqual([['secret-token', 'Declined', 'the reviewer declined the case']]);
    expect((await tools.store.read(at.declined(caseId, assignment.round))).reason).toBe('I know the employer');
    expect((await ask(view)).status).toBe(404);
  });

  test('accepting and saving a draft are signs of work', async () => {
    const { ask, callsOf } = await assigned();
    await ask(accept);
    await ask(draft, { clinicalCaseSummary: 'so far' });
    expect(callsOf('heartbeat')).toEqual([['secret-token'], ['secret-token']]);
    expect((await ask(view)).body.draft).toEqual({ clinicalCaseSummary: 'so far' });
  });

  test('is not decided before it is accepted', async () => {
    const { ask } = await assigned();
    const { status, body } = await ask(decide, await answered(ask));
    expect([status, body.message]).toEqual([409, 'accept the case before deciding it']);
  });

  test('signed decisions are kept and the machine is told once', async () => {
    const { ask, callsOf, tools } = await assigned();
    await ask(accept);
    expect((await ask(decide, await answered(ask))).status).toBe(200);
    expect(callsOf('succeed')).toEqual([['secret-token', { round: assignment.round }]]);
    expect((await tools.store.read(at.signed(caseId, assignment.round))).reviewerId).toBe(assignment.reviewerId);
    expect((await ask(decide, review.decisions)).status).toBe(404);
  });

  test('a contradiction that nobody answered is refused with its places, and nothing is signed', async () => {
    const { ask, callsOf, tools } = await assigned();
    await ask(accept);
    const wrong = {
      ...review.decisions,
      answers: [],
      clinicalCaseSummary:
        'The injured worker was injured on 1-2-1999. The Utilization Review on 3-4-2001 denied the request.',
    };
    const { status, body } = await ask(decide, wrong);
    expect(status).toBe(409);
    expect(body.findings.length).toBeGreaterThan(0);
    expect(body.findings[0].places.length).toBeGreaterThan(0);
    expect(callsOf('succeed')).toEqual([]);
    expect(await tools.store.find(at.signed(caseId, assignment.round))).toBeUndefined();
  });

  test('decisions without the attestation are refused', async () => {
    const { ask } = await assigned();
    await ask(accept);
    const { attestation: _none, ...without } = review.decisions;
    const { status, body } = await ask(decide, without);
    expect([status, body.message]).toEqual([400, expect.stringMatching(/^attestation/)]);
  });

  test('a signature after the time was over says so', async () => {
    const { ask, gone } = await assigned();
    await ask(accept);
    const decisions = await answered(ask);
    gone.add('secret-token');
    const { status, body } = await ask(decide, decisions);
    expect([status, body.message]).toEqual([409, 'the time for this review is over; the case was given on']);
  });
});
