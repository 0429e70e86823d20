import { z } from 'zod';
import { CaseId, DocumentId } from './case-number.ts';
import { Instant } from './days.ts';
import { PageCopy } from './page.ts';

export const MediaType = z.enum([
  'application/pdf',
  'image/tiff',
  'image/jpeg',
  'image/png',
  'image/webp',
  'text/plain',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
]);
/** A document of a word processor (Office Open XML): it has words and no pictures of its pages. */
export const wordDocument = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export type MediaType = z.infer<typeof MediaType>;

/** Why a file cannot be read. The code is stable; the sentence is for the clerk. */
export const RefusalCode = z.enum([
  'empty',
  'encrypted',
  'no-pages',
  'damaged',
  'too-large',
  'too-many-pages',
  'unsupported',
  'container',
  'duplicate-file',
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const Refusal = z.object({ fileName: z.string(), key: z.string(), code: RefusalCode, reason: z.string() });
export type Refusal = z.infer<typeof Refusal>;

/** One readable file of the case. */
export const CaseDocument = z.object({
  documentId: DocumentId,
  fileName: z.string(),
  key: z.string(),
  mediaType: MediaType,
  bytes: z.int(),
  sha256: z.string(),
  pages: z.int().min(1),
  /** Pages that draw exactly what a page of an earlier document draws: they need not be looked at again. */
  samePages: z.array(PageCopy).optional(),
});
export type CaseDocument = z.infer<typeof CaseDocument>;

/** What `register` writes: every file that came is either in `documents` or in `refused`. */
export const Registration = z.object({
  caseId: CaseId,
  registeredAtTime: Instant,
  documents: z.array(CaseDocument),
  refused: z.array(Refusal),
});
export type Registration = z.infer<typeof Registration>;
