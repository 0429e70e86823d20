import { createHash } from 'node:crypto';
import { z } from 'zod';
import { at, parseUploadKey } from '../adapters/case-keys.ts';
import { pagePrints } from '../copies/page-prints.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { defaultReading } from '../domain/reading-settings.ts';
import { identifyDocument } from './identify-document.ts';
import { registerFiles, type ReadFile } from './register-files.ts';
import { uploadState } from './upload-state.ts';

const Output = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('uploading'), waitSeconds: z.int() }),
  z.object({
    kind: z.literal('registered'),
    documents: z.int(),
    refused: z.int(),
    pages: z.int(),
    itemsKey: z.string(),
  }),
]);

export const definition = {
  name: 'register',
  input: StateInput,
  output: Output,
  run: async ({ caseId }, { store, clock }) => {
    const uploaded = (await store.list('upload', caseId)).filter(
      (object) => parseUploadKey(object.key).kind === 'file',
    );
    const manifest = await store.find(at.submit(caseId));
    const state = uploadState(uploaded, manifest, clock.now());
    if (state.kind === 'uploading') return state;

    const { limits } = (await store.find(at.reading)) ?? defaultReading;
    const files: ReadFile[] = [];
    for (const { key } of uploaded) {
      const parsed = parseUploadKey(key);
      if (parsed.kind !== 'file') continue;
      const { body, metadata } = await store.readBytes(at.uploaded(key));
      const identified = await identifyDocument(body, limits);
      files.push({
        key,
        fileName: decodeURIComponent(metadata['file-name'] ?? parsed.name),
        bytes: body.byteLength,
        sha256: createHash('sha256').update(body).digest('hex'),
        identified,
        // A file alone has no page of an earlier one.
        prints:
          identified.kind === 'document' && uploaded.length > 1 ? await pagePrints(body, identified.mediaType) : [],
      });
    }
    const registration = registerFiles(caseId, files, clock.now());
    await store.write(at.registration(caseId), registration);
    const items = at.mapItems(caseId);
    await store.write(
      items,
      registration.documents.map(({ documentId }) => ({ caseId, documentId })),
    );
    return {
      kind: 'registered' as const,
      documents: registration.documents.length,
      refused: registration.refused.length,
      pages: registration.documents.reduce((sum, document) => sum + document.pages, 0),
      itemsKey: items.key,
    };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof StateInput>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
