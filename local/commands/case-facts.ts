import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { casePictures } from '../../functions/copies/case-pictures.ts';
import { factsWithoutCopies } from '../../functions/copies/facts-without-copies.ts';
import { findCaseCopies, type PageRow, type ReadDocument } from '../../functions/copies/find-case-copies.ts';
import { CaseId, DocumentId } from '../../functions/domain/case-number.ts';
import type { Registration } from '../../functions/domain/document.ts';
import type { DocumentFacts } from '../../functions/domain/facts.ts';
import { documentText } from '../../functions/domain/page-text.ts';
import { extractFacts } from '../../functions/extract/extract-facts.ts';
import { identifyDocument } from '../../functions/register/identify-document.ts';
import { CommandFailure } from '../command-failure.ts';
import { openPagePool, type PagePool } from '../textract/page-pool.ts';
import { ocrDocument } from './ocr-document.ts';

/** Files of one case that are read on the command line: the case has no number of its own there. */
export const unnumberedCase = CaseId.parse('CM00-0000000');

export type CaseFacts = {
  registration: Registration;
  documents: DocumentFacts[];
  pageRows: PageRow[];
};

/**
 * Reads and extracts files as one case, the way the workflow does; the same file or page twice counts once. Scanned pages go
 * to the OCR engine, whose threads start with the first of them. A file that cannot be read fails the command.
 */
export const caseFacts = async (files: readonly string[]): Promise<CaseFacts> => {
  const facts: Reading = {
    registration: {
      caseId: unnumberedCase,
      registeredAtTime: new Date().toISOString(),
      documents: [],
      refused: [],
    },
    documents: [],
    read: [],
    files: new Map(),
  };
  const lazy: { pool?: PagePool } = {};
  const pool: PagePool = {
    size: 0,
    read: (request) => (lazy.pool ??= openPagePool()).read(request),
    close: async () => lazy.pool?.close(),
  };
  try {
    for (const file of files) await addFile(facts, file, pool);
  } finally {
    await pool.close();
  }
  return withoutCopies(facts);
};

type Reading = Omit<CaseFacts, 'pageRows'> & { read: ReadDocument[]; files: Map<string, string> };

const withoutCopies = async ({ registration, documents, read, files }: Reading): Promise<CaseFacts> => {
  const pictures = casePictures(registration.documents, ({ documentId }) => readFile(files.get(documentId) ?? ''));
  const { rows: pageRows, duplicatePages } = await findCaseCopies(read, pictures.pictureOf);
  await pictures.close();
  return { registration, documents: factsWithoutCopies(documents, duplicatePages), pageRows };
};

const addFile = async (facts: Reading, file: string, pool: PagePool): Promise<void> => {
  const bytes = readFileSync(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const documentId = DocumentId.parse(`doc-${sha256.slice(0, 10)}`);
  if (facts.documents.some((document) => document.documentId === documentId)) return;
  const identified = await identifyDocument(bytes, { maxBytes: bytes.length, maxPages: 10_000 });
  if (identified.kind === 'refused') throw new CommandFailure(`${file}: ${identified.reason}`, 2);
  const read = await ocrDocument(file, { pool });
  if (read.kind === 'refused') throw new CommandFailure(`${file}: ${read.reason}`, 2);
  const fileName = path.basename(file);
  facts.registration.documents.push({
    documentId,
    fileName,
    key: fileName,
    mediaType: identified.mediaType,
    bytes: bytes.length,
    sha256,
    pages: Math.max(1, read.pages.length),
  });
  facts.read.push({ documentId, pageCount: read.pages.length, pages: read.pages });
  facts.files.set(documentId, file);
  const document = documentText(read.pages);
  facts.documents.push(extractFacts({ caseId: unnumberedCase, documentId, document, fileName }));
};
