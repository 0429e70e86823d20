import { z } from 'zod';

/**
 * The case number that the review organization gives to one application, for example `CM15-0165862`.
 * Two digits of the year, then seven digits. It is also the id of the case in every key and execution name.
 */
export const CaseId = z
  .string()
  .regex(/^CM\d{2}-\d{7}$/, 'a case number looks like CM15-0165862')
  .brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;

/** `doc-` and the first ten hexadecimal digits of the SHA-256 of the file's bytes: the same file is the same document. */
export const DocumentId = z
  .string()
  .regex(/^doc-[0-9a-f]{10}$/)
  .brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;
