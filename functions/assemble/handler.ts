import { z } from 'zod';
import { at, Format, formats } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { profileFor } from '../domain/load-profile.ts';
import { checkLetter } from '../check/check-letter.ts';
import { letterOfDetermination } from '../check/letter.ts';
import { assembleDetermination } from './assemble-determination.ts';
import { evidenceIndex } from './evidence-index.ts';
import { fhirBundle } from './fhir-bundle.ts';
import { renderDocx } from './render-docx.ts';
import { renderHtml } from './render-html.ts';
import { renderPdf } from './render-pdf.ts';

const Input = StateInput.extend({ round: z.string() });
const Output = z.object({ items: z.int(), findings: z.int() });

/** Writes the letter in all its forms. The check is the gate: an error that nobody answered throws `ContradictsRecord`. */
export const definition = {
  name: 'assemble',
  input: Input,
  output: Output,
  run: async ({ caseId, round }, { store }) => {
    const registration = await store.read(at.registration(caseId));
    const chronology = await store.read(at.chronology(caseId));
    const assignment = await store.read(at.assignment(caseId));
    const review = await store.read(at.signed(caseId, round));
    const documents = await Promise.all(
      registration.documents.map(({ documentId }) => store.read(at.facts(caseId, documentId))),
    );
    // The day of the decision is the day of the signature: assembling again gives the same letter.
    const today = review.signedAtTime.slice(0, 10);
    const profile = profileFor(today);
    const parts = { caseId, chronology, registration, assignment, review, profile, today };
    const unchecked = assembleDetermination({ ...parts, findings: [] });
    const letter = letterOfDetermination(unchecked);
    const findings = checkLetter({ letter, documents, chronology, profile });
    const determination = assembleDetermination({ ...parts, findings });

    const encode = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    const files: Record<Format, Uint8Array> = {
      json: encode(determination),
      pdf: await renderPdf(determination),
      docx: await renderDocx(determination),
      html: Buffer.from(renderHtml(determination)),
      'fhir.json': encode(fhirBundle({ determination, chronology, documents, registration })),
      'evidence.json': encode(evidenceIndex({ determination, chronology, documents, registration })),
    };
    for (const format of Format.options) {
      await store.writeBytes(at.assembled(caseId, format), files[format], formats[format].mediaType);
    }
    return { items: determination.items.length, findings: findings.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
