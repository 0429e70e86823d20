import { describe, expect, test } from '@jest/globals';
import { at } from '../../functions/adapters/case-keys.ts';
import { defineRoutes, type RoutesDefinition } from '../../functions/define-routes.ts';
import { definition as review } from '../../functions/review/handler.ts';
import { definition as screenAnswer } from '../../functions/screen/answer-handler.ts';
import { definition as status } from '../../functions/status/handler.ts';
import { steps } from '../../functions/steps.ts';
import { definition as upload } from '../../functions/upload/handler.ts';
import { assignment, caseId, registration } from './assemble/sample-case.ts';
import { context, httpEvent, memoryTools } from './memory-tools.ts';

const definitions: Record<string, RoutesDefinition> = { upload, 'screen-answer': screenAnswer, review, status };
const groups = ['clerks', 'reviewers', 'admins'] as const;

describe('who may call what, as the table says', () => {
  for (const step of steps) {
    if (step.entry.kind !== 'http') continue;
    const { entry } = step;
    const definition = definitions[step.name] ?? { name: step.name, routes: {} };
    test.each(groups.map((group) => [group, entry.groups.includes(group) ? 'may' : 'may not'] as const))(
      `${step.name}: %s %s`,
      async (group, may) => {
        const handler = defineRoutes(definition, memoryTools().toolsFor);
        for (const route of entry.routes) {
          const user = { id: 'somebody', groups: `[${group}]` };
          const answer = await handler(
            httpEvent(route, { caseId, documentId: 'x', page: '1', format: 'pdf' }, {}, user),
            context(),
          );
          expect([route, answer.statusCode === 403]).toEqual([route, may === 'may not']);
        }
      },
    );
  }

  test('somebody of no group may call nothing', async () => {
    const handler = defineRoutes(status, memoryTools().toolsFor);
    const answer = await handler(httpEvent('GET /api/cases', {}, undefined, { id: 'x', groups: '' }), context());
    expect([answer.statusCode, answer.body]).toEqual([
      403,
      '{"message":"this is for clerks and reviewers and admins"}',
    ]);
  });
});

describe('the records of a case', () => {
  const opened = async () => {
    const { tools, toolsFor } = memoryTools();
    await tools.store.write(at.case(caseId), { caseId, generation: 1, receivedAtTime: '2026-01-01T00:00:00.000Z' });
    await tools.store.write(at.registration(caseId), registration);
    await tools.store.write(at.assignment(caseId), assignment);
    return async (id: string, groupNames: string) => {
      const handler = defineRoutes(status, toolsFor);
      const user = { id, groups: groupNames };
      const list = await handler(httpEvent('GET /api/cases', {}, undefined, user), context());
      const one = await handler(httpEvent('GET /api/cases/{caseId}', { caseId }, undefined, user), context());
      return [JSON.parse(list.body).cases.length, one.statusCode];
    };
  };

  test.each([
    ['a clerk', 'anybody', '[clerks]', [1, 200]],
    ['the reviewer of the case', assignment.reviewerId, '[reviewers]', [1, 200]],
    ['another reviewer', 'another', '[reviewers]', [0, 404]],
  ])('%s', async (_who, id, groupNames, expected) => {
    expect(await (await opened())(id, groupNames)).toEqual(expected);
  });
});
