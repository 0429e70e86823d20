import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UploadTicket } from '../../../functions/domain/api.ts';
import { defineRoutes } from '../../../functions/define-routes.ts';
import { at } from '../../../functions/adapters/case-keys.ts';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { definition } from '../../../functions/upload/handler.ts';
import { planParts } from '../../../functions/upload/plan-parts.ts';
import { context, httpEvent, memoryTools } from '../memory-tools.ts';

const caseId = CaseId.parse('CM15-0165862');
const start = 'POST /api/cases/{caseId}/uploads';
const complete = 'POST /api/cases/{caseId}/uploads/complete';

test('parts cover the file once, in order, within the limits of S3', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 * 1024 * 1024 * 1024 }), (bytes) => {
      const parts = planParts(bytes);
      expect(parts.length).toBeLessThanOrEqual(10_000);
      expect(parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes);
      // One plain check of ten thousand parts: an expectation for each would take seconds.
      let next = 0;
      const wrong = parts.filter((part, index) => {
        const fits =
          part.partNumber === index + 1 &&
          part.firstByte === next &&
          (index === parts.length - 1 || part.bytes >= 5 * 1024 * 1024);
        next += part.bytes;
        return !fits;
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

describe('upload', () => {
  test('the key carries no file name, the metadata does', async () => {
    const { toolsFor, callsOf } = memoryTools();
    const answer = await defineRoutes(definition, toolsFor)(
      httpEvent(start, { caseId }, { files: [{ fileName: 'Jane Doe MRI.pdf', bytes: 9 }] }),
      context(),
    );
    const ticket = UploadTicket.parse(JSON.parse(answer.body));
    expect(ticket.uploads[0]?.key).toMatch(/^upload\/CM15-0165862\/[0-9a-f]{20}$/);
    expect(ticket.uploads[0]?.parts).toHaveLength(1);
    expect(callsOf('create-multipart')[0]?.[2]).toEqual({ 'file-name': 'Jane%20Doe%20MRI.pdf' });
  });

  test.each([
    [
      'a case number in a wrong form',
      start,
      'CM15-1',
      { files: [{ fileName: 'a', bytes: 1 }] },
      /a case number looks like/,
    ],
    ['no file', start, caseId, { files: [] }, /files/],
    ['a body that is no JSON object', start, caseId, 'x', /input/],
    [
      'an upload of another case',
      complete,
      caseId,
      { uploads: [{ key: 'upload/CM15-0000001/x', uploadId: 'u', parts: [] }], caseIsComplete: true },
      /is not an upload of case/,
    ],
  ])('refuses %s with 400 and one line', async (_title, route, id, body, message) => {
    const { toolsFor } = memoryTools();
    const answer = await defineRoutes(definition, toolsFor)(httpEvent(route, { caseId: id }, body), context());
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(message) });
    expect(answer.body).not.toContain('\n');
  });

  test('completing says that the case is complete, and adds to what was said before', async () => {
    const { toolsFor, tools } = memoryTools();
    const handler = defineRoutes(definition, toolsFor);
    for (const name of ['a', 'b']) {
      const uploads = [{ key: `upload/${caseId}/${name}`, uploadId: 'u', parts: [{ partNumber: 1, etag: 'e' }] }];
      await handler(httpEvent(complete, { caseId }, { uploads, caseIsComplete: true }), context());
    }
    const manifest = await tools.store.read(at.submit(caseId));
    expect(manifest.keys).toEqual([`upload/${caseId}/a`, `upload/${caseId}/b`]);
  });
});
