import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { ocrDocument } from '../../../local/commands/ocr-document.ts';
import { readApart, type ToDetect } from '../../../local/commands/read-apart.ts';
import { greyImage, type GreyImage } from '../../../local/textract/image/grey-image.ts';
import { damagedPage, grain } from '../textract/degrade-page.ts';
import { jpegOf } from '../textract/paint-page.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'imr-ocr-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of an empty form: as sharp as lines of text are. */
const ruledPaper = (): GreyImage => {
  const paper = grain(greyImage(1275, 1650, 150, 245), 20, 2);
  for (let y = 300; y < 1500; y += 60)
    for (const row of [y, y + 1]) paper.data.fill(20, row * paper.width + 120, row * paper.width + 1150);
  return paper;
};

/** Made once: Jest's sandbox is slow with pixels. A scan with writing, a scan of bare paper, the bare paper's picture once more, an empty form, and a page with nothing. */
const makeScans = async (): Promise<string> => {
  const pdf = await PDFDocument.create();
  const written = await pdf.embedJpg(await jpegOf((await damagedPage('scan 200', 3)).image));
  const bare = await pdf.embedJpg(await jpegOf(grain(greyImage(1275, 1650, 150, 245), 20, 1)));
  const ruled = await pdf.embedJpg(await jpegOf(ruledPaper()));
  for (const image of [written, bare, bare, ruled])
    pdf.addPage([612, 792]).drawImage(image, { x: 0, y: 0, width: 612, height: 792 });
  pdf.addPage([612, 792]);
  const file = path.join(folder, 'scans.pdf');
  writeFileSync(file, await pdf.save());
  return file;
};

const scans = makeScans();
const picture = 'The picture of the page has no writing.';

test.each([
  ['while it is opened', 500],
  ['after a long one was opened', 0],
])(
  'blank pages of a file that is read %s: a bare scan, one drawn again, an empty form, an empty page',
  async (_, maxPagesAtOnce) => {
    const told: string[] = [];
    const result = await ocrDocument(await scans, {
      maxPagesAtOnce,
      tell: (stage, done, all) => void told.push(`${stage} ${done} of ${all}`),
    });
    const rows = result.kind === 'pages' ? result.pages : [];
    expect(rows.map(({ source }) => source)).toEqual(['ocr', 'blank', 'blank', 'blank', 'blank']);
    expect(rows.map(({ reason }) => reason === picture)).toEqual([false, true, true, true, false]);
    expect(told.filter((line) => line.startsWith('ocr'))).toEqual(['ocr 1 of 3', 'ocr 2 of 3', 'ocr 3 of 3']);
  },
);

test('pages to look at are told one by one, from a process of their own as well', async () => {
  const file = await scans;
  const read = async (minBytes: number) => {
    const told: ToDetect[] = [];
    const document = await readApart(file, { minBytes, detect: (page) => void told.push(page) });
    return { document, told };
  };
  const here = await read(Number.MAX_SAFE_INTEGER);
  expect(here.told.map(({ page, whenEmpty }) => [page, whenEmpty?.source])).toEqual([
    [1, 'blank'],
    [2, 'blank'],
    [4, 'blank'],
  ]);
  expect(await read(0)).toEqual(here);
});
