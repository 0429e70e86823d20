import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { ocrDocument } from '../../../local/commands/ocr-document.ts';
import { readApart } from '../../../local/commands/read-apart.ts';
import { greyImage } from '../../../local/textract/image/grey-image.ts';
import { damagedPage, grain } from '../textract/degrade-page.ts';
import { jpegOf } from '../textract/paint-page.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'imr-ocr-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A scan with writing, a scan of bare paper, and the bare paper's picture once more. */
const scans = async (): Promise<string> => {
  const pdf = await PDFDocument.create();
  const written = await pdf.embedJpg(await jpegOf((await damagedPage('scan 200', 3)).image));
  const bare = await pdf.embedJpg(await jpegOf(grain(greyImage(1275, 1650, 150, 245), 20, 1)));
  for (const image of [written, bare, bare])
    pdf.addPage([612, 792]).drawImage(image, { x: 0, y: 0, width: 612, height: 792 });
  const file = path.join(folder, 'scans.pdf');
  writeFileSync(file, await pdf.save());
  return file;
};

test('a scan without writing is blank, and so is a page that draws the same', async () => {
  const result = await ocrDocument(await scans());
  const rows = result.kind === 'pages' ? result.pages : [];
  expect(rows.map(({ source }) => source)).toEqual(['ocr', 'blank', 'blank']);
  expect(rows[1]?.reason).toBe('The picture of the page has no writing.');
});

test('what a page is when it is empty comes from a process of its own as well', async () => {
  const file = await scans();
  const here = await readApart(file);
  expect(here.kind === 'document' && here.whenEmpty.map(({ page }) => page)).toEqual([1, 2]);
  expect(await readApart(file, { minBytes: 0 })).toEqual(here);
});
