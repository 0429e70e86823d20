import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { DocumentId } from '../domain/case-number.ts';
import { documentText } from '../domain/page-text.ts';
import { registeredDocument } from '../domain/registered-document.ts';
import { extractFacts } from './extract-facts.ts';

const Input = StateInput.extend({ documentId: DocumentId });
const Output = z.object({ mentions: z.int(), disputedItems: z.int() });

export const definition = {
  name: 'extract',
  input: Input,
  output: Output,
  run: async ({ caseId, documentId }, { store }) => {
    const { fileName } = registeredDocument(await store.read(at.registration(caseId)), documentId);
    const pages = await store.read(at.pages(caseId, documentId));
    const facts = extractFacts({ caseId, documentId, document: documentText(pages), fileName });
    await store.write(at.facts(caseId, documentId), facts);
    return { mentions: facts.mentions.length, disputedItems: facts.disputedItems.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
