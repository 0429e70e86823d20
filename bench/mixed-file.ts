import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PDFDocument, StandardFonts, type PDFImage } from '@cantoo/pdf-lib';
import { ocrDocument } from '../local/commands/ocr-document.ts';
import { greyImage } from '../local/textract/image/grey-image.ts';
import { openPagePool } from '../local/textract/page-pool.ts';
import { damagedPage, grain } from '../test/local/textract/degrade-page.ts';
import { jpegOf } from '../test/local/textract/paint-page.ts';
import { sampleText } from '../test/local/textract/sample-text.ts';
import type { Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** What a page is made as. Of twenty pages twelve have text, five are scans, two are copies and one is blank. */
type Kind = 'text' | 'scan' | 'duplicate' | 'blank';
const kindOf = (index: number): Kind => {
  const place = index % 20;
  return place < 12 ? 'text' : place < 17 ? 'scan' : place < 19 ? 'duplicate' : 'blank';
};

type MixedFile = { bytes: Uint8Array; kinds: Kind[] };

const paper: [number, number] = [612, 792];

/** Copies are, in turn, a page with text once more and a scan that was put on the glass a second time. */
const makeFile = async (pages: number): Promise<MixedFile> => {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const drawText = (seed: number): void => {
    const page = pdf.addPage(paper);
    const sample = sampleText(seed);
    sample.lines.forEach(({ pieces }, row) =>
      pieces.forEach(({ text, x }) =>
        page.drawText(text, { x, y: 712 - row * sample.sizePoints * 1.45, size: sample.sizePoints, font }),
      ),
    );
  };
  const drawPicture = (image: PDFImage): void =>
    pdf.addPage(paper).drawImage(image, { x: 0, y: 0, width: paper[0], height: paper[1] });
  const scan = async (seed: number, damage: 'scan 200' | 'skew'): Promise<PDFImage> =>
    pdf.embedJpg(await jpegOf((await damagedPage(damage, seed)).image));
  const kinds = Array.from({ length: pages }, (_, index) => kindOf(index));
  for (const [index, kind] of kinds.entries()) {
    const round = Math.floor(index / 20);
    if (kind === 'text') drawText(1000 + index);
    else if (kind === 'scan') drawPicture(await scan(index, 'scan 200'));
    else if (kind === 'duplicate' && index % 20 === 17) drawText(1000 + round * 20 + 3);
    else if (kind === 'duplicate') drawPicture(await scan(round * 20 + 14, 'skew'));
    else if (round % 2 === 0) pdf.addPage(paper);
    else drawPicture(await pdf.embedJpg(await jpegOf(grain(greyImage(1275, 1650, 150, 245), 20, index))));
  }
  return { bytes: await pdf.save(), kinds };
};

const read = async (file: string, workers: number) => {
  const pool = openPagePool({ size: workers });
  const startMs = performance.now();
  try {
    const result = await ocrDocument(file, { pool });
    if (result.kind === 'refused') throw new Error('the sample was refused');
    return { pages: result.pages, seconds: (performance.now() - startMs) / 1000 };
  } finally {
    await pool.close();
  }
};

/** The same file through ocrmypdf, which reads only pages without text; `failed` when it is not installed. */
const secondsOfOcrmypdf = (file: string): number | 'failed' => {
  if (spawnSync('ocrmypdf', ['--version']).status !== 0) return 'failed';
  const startMs = performance.now();
  execFileSync('ocrmypdf', ['--skip-text', '--jobs', '2', '--output-type', 'pdf', '--quiet', file, `${file}.out`]);
  return (performance.now() - startMs) / 1000;
};

/** A case file of all kinds of pages: how fast it is read, and whether its copies and blank pages are known as such. */
export const mixedFile = async ({ pages = 40 }: { pages?: number } = {}): Promise<Row[]> => {
  const { bytes, kinds } = await makeFile(pages);
  const scratch = scratchDirectory();
  const file = path.join(scratch.path, 'mixed.pdf');
  writeFileSync(file, bytes);
  // The first reading also compiles the code; it does not count.
  await read(file, 2);
  const one = await read(file, 1);
  const two = await read(file, 2);
  const other = secondsOfOcrmypdf(file);
  scratch.remove();
  const sourceOf = (index: number): string | undefined => two.pages[index]?.source;
  const found = (kind: Kind): Cost => {
    const own = kinds.flatMap((made, index) => (made === kind ? [index] : []));
    return { value: (100 * own.filter((index) => sourceOf(index) === kind).length) / Math.max(1, own.length) };
  };
  const falseCopies = kinds.filter((kind, index) => kind !== 'duplicate' && sourceOf(index) === 'duplicate').length;
  const name = `mixed file of ${pages} pages`;
  const rate = { unit: 'pages/s', better: 'higher' } as const;
  const otherCost: Cost | 'failed' = other === 'failed' ? other : { value: pages / other };
  return [
    {
      ...rate,
      name,
      ours: { value: pages / two.seconds },
      other: { name: 'ocrmypdf --skip-text --jobs 2', cost: otherCost },
      goal: { ratio: 5 },
    },
    {
      ...rate,
      name: `${name}: two workers`,
      ours: { value: pages / two.seconds },
      other: { name: 'one worker', cost: { value: pages / one.seconds } },
      goal: { ratio: 1.8 },
    },
    { name: `${name}: copies found`, ours: found('duplicate'), unit: '%', better: 'higher', goal: { value: 95 } },
    { name: `${name}: blank pages found`, ours: found('blank'), unit: '%', better: 'higher', goal: { value: 98 } },
    { name: `${name}: false copies`, ours: { value: falseCopies }, unit: 'pages', better: 'lower', goal: { value: 0 } },
  ];
};
