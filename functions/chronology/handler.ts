import { z } from 'zod';
import { at, parseUploadKey } from '../adapters/case-keys.ts';
import { casePictures } from '../copies/case-pictures.ts';
import { findCaseCopies, type ReadDocument } from '../copies/find-case-copies.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { profileFor } from '../domain/load-profile.ts';
import { screenReasons } from '../domain/screen-reasons.ts';
import { buildChronology } from './build-chronology.ts';

const Output = z.object({
  events: z.int(),
  conflicts: z.int(),
  lateFiles: z.int(),
  /** How many reasons there are for a person to look before a reviewer is asked. */
  screenReasons: z.int(),
});

export const definition = {
  name: 'chronology',
  input: StateInput,
  output: Output,
  run: async ({ caseId }, { store, clock }) => {
    const registration = await store.read(at.registration(caseId));
    const registeredKeys = new Set([...registration.documents, ...registration.refused].map((file) => file.key));
    const uploaded = (await store.list('upload', caseId)).filter(
      (object) => parseUploadKey(object.key).kind === 'file',
    );
    const documents = [];
    const readDocuments: ReadDocument[] = [];
    for (const { documentId, pages: pageCount } of registration.documents) {
      const facts = await store.find(at.facts(caseId, documentId));
      if (facts) documents.push(facts);
      // A document whose reading failed for good has no facts: each of its pages waits for a person.
      const pages = facts ? await store.read(at.pages(caseId, documentId)) : [];
      readDocuments.push({ documentId, pageCount, pages });
    }
    const pictures = casePictures(
      registration.documents,
      async ({ key }) => (await store.readBytes(at.uploaded(key))).body,
    );
    const { rows: pageRows, duplicatePages } = await findCaseCopies(readDocuments, pictures.pictureOf);
    await pictures.close();
    const lateFiles = uploaded.filter((object) => !registeredKeys.has(object.key)).map((object) => object.key);
    const chronology = buildChronology({
      caseId,
      registration,
      pageRows,
      documents,
      duplicatePages,
      profile: profileFor(clock.today()),
      today: clock.today(),
      nowTime: clock.now(),
      lateFiles,
    });
    await store.write(at.chronology(caseId), chronology);
    return {
      events: chronology.events.length,
      conflicts: chronology.conflicts.length,
      lateFiles: lateFiles.length,
      screenReasons: screenReasons(chronology, registration).length,
    };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof StateInput>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
