import { findSamePages } from '../copies/find-same-pages.ts';
import { DocumentId, type CaseId } from '../domain/case-number.ts';
import type { Instant } from '../domain/days.ts';
import type { CaseDocument, MediaType, RefusalCode, Registration } from '../domain/document.ts';

export type ReadFile = {
  key: string;
  fileName: string;
  bytes: number;
  sha256: string;
  identified:
    { kind: 'document'; mediaType: MediaType; pages: number } | { kind: 'refused'; code: RefusalCode; reason: string };
  /** What each page draws (`pagePrints`). */
  prints: readonly (string | undefined)[];
};

/** Every file becomes a document or a refusal with its reason, in the order of the file names. */
export const registerFiles = (caseId: CaseId, files: readonly ReadFile[], now: Instant): Registration => {
  const documents: CaseDocument[] = [];
  const refused: Registration['refused'] = [];
  const prints: Parameters<typeof findSamePages>[0][number][] = [];
  const inOrder = files.toSorted((a, b) => compare(a.fileName, b.fileName) || compare(a.key, b.key));
  for (const { key, fileName, bytes, sha256, identified, ...file } of inOrder) {
    if (identified.kind === 'refused') {
      refused.push({ fileName, key, code: identified.code, reason: identified.reason });
      continue;
    }
    const same = documents.find((document) => document.sha256 === sha256);
    if (same) {
      refused.push({ fileName, key, code: 'duplicate-file', reason: `it is the same file as ${same.fileName}` });
      continue;
    }
    const documentId = DocumentId.parse(`doc-${sha256.slice(0, 10)}`);
    prints.push({ documentId, prints: file.prints });
    documents.push({
      documentId,
      fileName,
      key,
      mediaType: identified.mediaType,
      bytes,
      sha256,
      pages: identified.pages,
    });
  }
  const same = findSamePages(prints);
  const marked = documents.map((document) => {
    const samePages = same.get(document.documentId);
    return samePages ? { ...document, samePages } : document;
  });
  return { caseId, registeredAtTime: now, documents: marked, refused };
};

/** By name as people count: `2-b.pdf` before `10-a.pdf`. */
const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
