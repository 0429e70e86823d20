import { createHash } from 'node:crypto';
import { at } from '../adapters/case-keys.ts';
import { defineRoutes, parseRequest } from '../define-routes.ts';
import { UploadCompletion, UploadRequest, type UploadTicket } from '../domain/api.ts';
import { CaseId } from '../domain/case-number.ts';
import { RequestRefused } from '../domain/errors.ts';
import { planParts } from './plan-parts.ts';

export const definition = {
  name: 'upload',
  routes: {
    'POST /api/cases/{caseId}/uploads': async (request, { store, multipart }): Promise<UploadTicket> => {
      const caseId = parseRequest(CaseId, request.path['caseId']);
      const { files } = parseRequest(UploadRequest, request.body);
      const uploads = files.map(async (file, index) => {
        // The clerk's file name may carry a person's name: it goes into metadata, the key is opaque.
        const name = createHash('sha256').update(`${index}/${file.fileName}/${crypto.randomUUID()}`).digest('hex');
        const { bucket, key } = store.location(at.upload(caseId, name.slice(0, 20)));
        const uploadId = await multipart.create(bucket, key, { 'file-name': encodeURIComponent(file.fileName) });
        const parts = planParts(file.bytes).map(async (part) => ({
          ...part,
          url: await multipart.partAddress(bucket, key, uploadId, part.partNumber),
        }));
        return { fileName: file.fileName, key, uploadId, parts: await Promise.all(parts) };
      });
      return { uploads: await Promise.all(uploads) };
    },

    'POST /api/cases/{caseId}/uploads/complete': async (request, { store, multipart, clock }) => {
      const caseId = parseRequest(CaseId, request.path['caseId']);
      const { uploads, caseIsComplete } = parseRequest(UploadCompletion, request.body);
      for (const upload of uploads) {
        const place = at.uploaded(upload.key);
        if (!upload.key.startsWith(`upload/${caseId}/`)) {
          throw new RequestRefused(400, `${upload.key} is not an upload of case ${caseId}`);
        }
        const { bucket, key } = store.location(place);
        await multipart.complete(bucket, key, upload.uploadId, upload.parts);
      }
      if (caseIsComplete) {
        const keys = uploads.map((upload) => upload.key);
        await store.update(at.submit(caseId), (before) => ({
          caseId,
          keys: [...new Set([...(before?.keys ?? []), ...keys])],
          atTime: clock.now(),
        }));
      }
      return { caseId };
    },
  },
} satisfies Parameters<typeof defineRoutes>[0];

export const handler = defineRoutes(definition);
