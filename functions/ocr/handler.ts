import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { DocumentId } from '../domain/case-number.ts';
import { defaultReading } from '../domain/reading-settings.ts';
import { registeredDocument } from '../domain/registered-document.ts';
import { markDuplicates, withoutCopies } from '../copies/mark-duplicates.ts';
import { checkLedger } from './page-ledger.ts';
import { readPages } from './read-pages.ts';

const Input = StateInput.extend({ documentId: DocumentId });
const Output = z.object({ pages: z.int(), toDetect: z.int() });

/** Reads every page that needs no OCR, and says which do. */
export const definition = {
  name: 'ocr',
  input: Input,
  output: Output,
  run: async ({ caseId, documentId }, { store }) => {
    const settings = (await store.find(at.reading)) ?? defaultReading;
    const document = registeredDocument(await store.read(at.registration(caseId)), documentId);
    const { body } = await store.readBytes(at.uploaded(document.key));
    const found = await readPages(body, document.mediaType, settings.limits);
    const { pages, toDetect } = withoutCopies(found, document);
    await store.write(at.detectionPlan(caseId, documentId), {
      pages: document.pages,
      toDetect,
      pictures: found.pictures,
    });
    if (toDetect.length === 0) {
      checkLedger(pages, document.pages);
      await store.write(at.pages(caseId, documentId), await markDuplicates(pages, documentId));
    } else {
      await store.write(at.readPages(caseId, documentId), pages);
    }
    return { pages: pages.length, toDetect: toDetect.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
