import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { DocumentId } from '../domain/case-number.ts';
import { registeredDocument } from '../domain/registered-document.ts';
import type { Page } from '../domain/page.ts';
import { collectPages } from './collect-pages.ts';
import type { PictureOf } from '../copies/find-copies.ts';
import { markDuplicates } from '../copies/mark-duplicates.ts';
import { openPictures } from '../copies/page-pictures.ts';
import { markDrawn } from './mark-drawn.ts';
import { checkLedger } from './page-ledger.ts';
import { TextractBlock } from './textract-block.ts';

const Input = StateInput.extend({
  documentId: DocumentId,
  /** The job that ended, or the error that kept one from starting. */
  detection: z.object({ jobId: z.string().optional(), status: z.string() }),
});
const Output = z.object({ pages: z.int(), unreadable: z.int() });

/** Joins what text detection found with what was read before: one row a page, none missing. */
export const definition = {
  name: 'ocr-collect',
  input: Input,
  output: Output,
  run: async ({ caseId, documentId, detection: job }, { store, detection }) => {
    const document = registeredDocument(await store.read(at.registration(caseId)), documentId);
    const { toDetect, pictures: boxes } = await store.read(at.detectionPlan(caseId, documentId));
    const read = await store.read(at.readPages(caseId, documentId));
    const started = await store.find(at.detectionJob(caseId, documentId));
    const features = started?.features ?? [];
    const blocks: TextractBlock[] = [];
    let engine: string | undefined;
    if (job.jobId && ['SUCCEEDED', 'PARTIAL_SUCCESS'].includes(job.status)) {
      for await (const some of detection.blocks(job.jobId, features)) {
        blocks.push(...z.array(TextractBlock).parse(some.blocks));
        engine = some.engine;
      }
    }
    const collected = collectPages(read, toDetect, blocks, job.status, boxes);
    const looked = new Set(toDetect);
    const fetchBytes = async () => (await store.readBytes(at.uploaded(document.key))).body;
    const pictures = openPictures(fetchBytes, document.mediaType);
    const pictureOf: PictureOf = ({ page }) => pictures.of(page);
    const rows = async function* (): AsyncGenerator<Page> {
      for (const page of collected)
        if (!looked.has(page.page)) yield page;
        else yield markDrawn(engine ? { ...page, engine } : page, { documentId, pictureOf });
    };
    const pages = await markDuplicates(rows(), documentId, pictureOf);
    await pictures.close();
    checkLedger(pages, document.pages);
    await store.write(at.pages(caseId, documentId), pages);
    return { pages: pages.length, unreadable: pages.filter((page) => page.source === 'unreadable').length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
