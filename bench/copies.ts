import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { ocrDocument } from '../local/commands/ocr-document.ts';
import { deskew } from '../local/textract/image/deskew.ts';
import type { GreyImage } from '../local/textract/image/grey-image.ts';
import { quarterTurn } from '../local/textract/image/quarter-turn.ts';
import { soften } from '../local/textract/image/soften.ts';
import { grain } from '../test/local/textract/degrade-page.ts';
import { jpegOf, paintPage } from '../test/local/textract/paint-page.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** A weekly note: the next one differs in a date, a figure or two, and in nothing else. */
const noteOf = (week: number): string[] => [
  'WEEKLY THERAPY NOTE OF THE EXAMPLE CENTER',
  `Date of visit: 08/${String(3 + 7 * (week % 4)).padStart(2, '0')}/2015   Visit: ${week + 1} of 12`,
  'Patient: Robin Sample   Claim number: WC-0001122',
  `The patient reports pain in the lower back rated ${3 + (week % 5)}/10`,
  'and takes Naproxen 550 mg twice daily without side effects.',
  `Flexion ${40 + 5 * (week % 3)} degrees, extension 15 degrees, strength 5/5.`,
  'Straight leg raise is negative on both sides. Gait is normal.',
  'Treatment: therapeutic exercise 30 minutes, manual therapy 15 minutes.',
  'The home program was reviewed and the patient was able to repeat it.',
  'Plan: continue physical therapy two times a week for four weeks.',
];

const painted = (week: number): GreyImage =>
  paintPage(
    {
      sizePoints: 12,
      dates: [],
      lines: [...noteOf(week), ...noteOf(week).slice(4)].map((text) => ({ pieces: [{ text, x: 72 }] })),
    },
    200,
  );

/**
 * As an office scans it, and the same sheet sent by fax and scanned with the next delivery: askew, black or white, of
 * three one upside down and one on its side.
 */
const scanned = (week: number): GreyImage => grain(soften(painted(week)), 16, week + 1);
const refaxed = (week: number): GreyImage => {
  const image = grain(soften(deskew(painted(week), week % 2 === 0 ? 0.5 : -0.4)), 60, 100 + week);
  const turns = [0, 2, 1][week % 3] ?? 0;
  return quarterTurn({ ...image, data: image.data.map((level) => (level < 140 ? 0 : 255)) }, turns);
};

const pdfOf = async (images: readonly GreyImage[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  for (const image of images) {
    const [width, height] = image.width < image.height ? [612, 792] : [792, 612];
    pdf.addPage([width, height]).drawImage(await pdf.embedJpg(await jpegOf(image, 85)), { x: 0, y: 0, width, height });
  }
  return pdf.save();
};

/**
 * Notes on one form, each scanned, and each faxed again behind all of them: read as one file.
 * @param notes how many, up to 12
 */
export const copies = async ({ notes = 6 }: { notes?: number } = {}): Promise<Row[]> => {
  const weeks = Array.from({ length: notes }, (_, week) => week);
  const scratch = scratchDirectory();
  const file = path.join(scratch.path, 'notes.pdf');
  writeFileSync(file, await pdfOf([...weeks.map(scanned), ...weeks.map(refaxed)]));
  const result = await ocrDocument(file);
  scratch.remove();
  if (result.kind === 'refused') throw new Error('the sample was refused');
  const marked = result.pages.filter(({ source }) => source === 'duplicate');
  const isTrue = (page: number, of: number | undefined): boolean => page > notes && of === page - notes;
  const right = marked.filter(({ page, duplicateOf }) => isTrue(page, duplicateOf?.page)).length;
  return [
    {
      name: `${notes} notes on one form, each faxed again: copies found`,
      ours: { value: (100 * right) / notes },
      unit: '%',
      better: 'higher',
      goal: { value: 95 },
    },
    {
      name: 'notes on one form: false copies',
      ours: { value: marked.length - right },
      unit: 'pages',
      better: 'lower',
      goal: { value: 0 },
    },
  ];
};
