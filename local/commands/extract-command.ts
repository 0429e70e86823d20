import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { letterFacts, type LetterFacts } from '../../functions/check/letter-facts.ts';
import { readLetter } from '../../functions/check/read-letter.ts';
import { DocumentId } from '../../functions/domain/case-number.ts';
import type { DocumentFacts } from '../../functions/domain/facts.ts';
import { documentText, type DocumentText } from '../../functions/domain/page-text.ts';
import { extractFacts } from '../../functions/extract/extract-facts.ts';
import { parseOptions } from '../arguments.ts';
import { CommandFailure } from '../command-failure.ts';
import { annotationsOf } from './annotations-of.ts';
import { unnumberedCase } from './case-facts.ts';
import { existingFiles } from './case-files.ts';
import { letterLines } from './letter-lines.ts';
import { ocrDocument } from './ocr-document.ts';

/**
 * `imr extract FILE... [--annotations DIR] [--json]`: the facts of text or PDF files. `--annotations DIR` writes one
 * `<name>.pred.json` a file, its offsets into the text as given (of a PDF: into the text as `imr ocr` prints it). Of
 * a determination letter also its header, its reviewer's credentials and its items with their guidelines.
 */
export const extractCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, { annotations: { type: 'string' }, json: { type: 'boolean' } });
  const files = existingFiles(positionals);
  if (values.annotations !== undefined) mkdirSync(values.annotations, { recursive: true });
  const read: (DocumentFacts & { letter?: LetterFacts })[] = [];
  for (const file of files) {
    const { documentId, document } = await textOf(file);
    const facts = extractFacts({ caseId: unnumberedCase, documentId, document, fileName: path.basename(file) });
    if (values.annotations !== undefined) {
      const target = path.join(values.annotations, `${path.parse(file).name}.pred.json`);
      writeFileSync(target, `${JSON.stringify(annotationsOf(facts), null, 1)}\n`);
    }
    const letter = facts.documentType === 'imr_determination' ? letterFacts(readLetter(document.text)) : undefined;
    if (values.json) read.push({ ...facts, ...(letter ? { letter } : {}) });
    else if (values.annotations === undefined) process.stdout.write(listing(file, facts, letter));
  }
  if (values.json) process.stdout.write(`${JSON.stringify(files.length === 1 ? read[0] : read)}\n`);
  return 0;
};

const isPlainText = (file: string, bytes: Uint8Array) =>
  /\.(?:txt|text)$/i.test(file) ||
  !/^%PDF|^II\*|^MM\0|^\x89PNG|^\xff\xd8/.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1'));

const textOf = async (file: string): Promise<{ documentId: DocumentId; document: DocumentText }> => {
  const bytes = readFileSync(file);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const documentId = DocumentId.parse(`doc-${sha256.slice(0, 10)}`);
  if (isPlainText(file, bytes) && !bytes.subarray(0, 4096).includes(0)) {
    return { documentId, document: { text: bytes.toString('utf8'), spans: [] } };
  }
  const result = await ocrDocument(file);
  if (result.kind === 'refused') throw new CommandFailure(`${file}: ${result.reason}`);
  return { documentId, document: documentText(result.pages) };
};

/** One line a finding: page and line, type, value, the words of the source. */
const listing = (file: string, facts: DocumentFacts, letter: LetterFacts | undefined): string => {
  const rows = facts.mentions
    .filter(({ type }) => type !== 'distractor')
    .map((mention) => {
      const value =
        mention.type === 'date'
          ? `${mention.value} ${mention.role}`
          : mention.type === 'treatment' || mention.type === 'diagnosis'
            ? `${mention.name} (${mention.status})`
            : mention.type === 'attribute'
              ? `${mention.kind} ${mention.value}`
              : mention.type === 'guideline'
                ? mention.system
                : mention.type === 'distractor'
                  ? mention.kind
                  : mention.value;
      const words = mention.text.replace(/\s+/g, ' ');
      return `  ${`${mention.page}:${mention.line}`.padEnd(8)}${mention.type.padEnd(12)}${value}  "${words}"\n`;
    });
  const dated = facts.documentDate ? `, ${facts.documentDate}` : '';
  const stated = letter ? `${letterLines(letter)}\n` : '';
  return `${file}: ${facts.documentType}${dated}\n${stated}${rows.join('')}`;
};
