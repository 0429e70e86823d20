import { z } from 'zod';
import { at, parseUploadKey } from '../adapters/case-keys.ts';
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
    const pageRows = [];
    for (const { documentId, pages } of registration.documents) {
      const facts = await store.find(at.facts(caseId, documentId));
      if (facts) documents.push(facts);
      // A document whose reading failed for good has no facts: each of its pages waits for a person.
      const read = facts ? await store.read(at.pages(caseId, documentId)) : [];
      for (let page = 1; page <= pages; page += 1) {
        const row = read.find((one) => one.page === page);
        const meanConfidence = row?.meanConfidence;
        pageRows.push({
          documentId,
          page,
          source: row?.source ?? ('unreadable' as const),
          ...(meanConfidence === undefined ? {} : { meanConfidence }),
        });
      }
    }
    const lateFiles = uploaded.filter((object) => !registeredKeys.has(object.key)).map((object) => object.key);
    const chronology = buildChronology({
      caseId,
      registration,
      pageRows,
      documents,
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
