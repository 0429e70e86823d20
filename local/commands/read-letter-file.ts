import { readFileSync } from 'node:fs';
import { letterOfDetermination, type Letter } from '../../functions/check/letter.ts';
import { isDetermination, readLetter } from '../../functions/check/read-letter.ts';
import { Determination } from '../../functions/domain/determination.ts';
import { documentText } from '../../functions/domain/page-text.ts';
import { CommandFailure } from '../command-failure.ts';
import { ocrDocument } from './ocr-document.ts';

/** What cannot be read as a determination letter exits with this code. */
const unreadable = 2;

/** A determination letter from a PDF (with OCR where it is a scan), a text file, or our own determination.json. */
export const readLetterFile = async (file: string): Promise<Letter> => {
  const bytes = readFileSync(file);
  if (/^\s*\{/.test(bytes.subarray(0, 64).toString('utf8'))) return fromJson(file, bytes);
  const read = await ocrDocument(file);
  if (read.kind === 'refused') throw new CommandFailure(`${file}: ${read.reason}`, unreadable);
  const letter = readLetter(documentText(read.pages).text);
  if (!isDetermination(letter)) {
    throw new CommandFailure(`${file}: no decided item was found, so this is not a determination letter`, unreadable);
  }
  return letter;
};

const fromJson = (file: string, bytes: Buffer): Letter => {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new CommandFailure(`${file}: is not well-formed JSON`, unreadable);
  }
  const determination = Determination.safeParse(json);
  if (determination.success) {
    const answers = determination.data.answered.map(({ finding, answer }) => `${finding.message} ${answer}`).join(' ');
    return {
      ...letterOfDetermination(determination.data),
      answers: { section: 'CONFLICTS IN THE RECORD', text: answers },
    };
  }
  const [issue] = determination.error.issues;
  throw new CommandFailure(
    `${file}: is no determination: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    unreadable,
  );
};
