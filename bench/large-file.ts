import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PDFDocument, PDFName, StandardFonts, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import { z } from 'zod';
import { damagedPage } from '../test/local/textract/degrade-page.ts';
import { jpegOf } from '../test/local/textract/paint-page.ts';
import { sampleText } from '../test/local/textract/sample-text.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

const root = path.join(import.meta.dirname, '..');
const goalMebibytes = 1024;
const paper: [number, number] = [612, 792];
/** One page in fifty is a scan; three pages, one after each quarter of the file, would bring a reader down. */
const scanEvery = 50;

type Made = { bytes: Uint8Array; sources: string[] };

/** Content that paints ten million things in a few bytes, a picture of 900 million pixels, a picture that is none. */
const evils: ((pdf: PDFDocument, page: PDFPage) => void)[] = [
  (pdf, page) => {
    const { context } = pdf;
    let inner = context.register(context.stream('0 0 m 9 9 l S', formOf({})));
    for (let level = 0; level < 6; level += 1)
      inner = context.register(context.stream('/X Do '.repeat(15), formOf({ X: inner })));
    page.node.setXObject(PDFName.of('X'), inner);
    page.node.set(PDFName.of('Contents'), context.register(context.stream('/X Do')));
  },
  (pdf, page) => showPicture(pdf, page, pdf.context.flateStream(new Uint8Array(1_000_000), pictureOf(30_000))),
  (pdf, page) => showPicture(pdf, page, pdf.context.stream('no picture', { ...pictureOf(1_000), Filter: 'DCTDecode' })),
];

const formOf = (XObject: Record<string, PDFRef>) => ({
  Type: 'XObject',
  Subtype: 'Form',
  BBox: [0, 0, 612, 792],
  Resources: { XObject },
});
const pictureOf = (side: number) => ({
  Type: 'XObject',
  Subtype: 'Image',
  Width: side,
  Height: side,
  BitsPerComponent: 1,
  ColorSpace: 'DeviceGray',
});
const showPicture = (
  { context }: PDFDocument,
  page: PDFPage,
  picture: Parameters<typeof context.register>[0],
): void => {
  page.node.setXObject(PDFName.of('X'), context.register(picture));
  page.node.set(PDFName.of('Contents'), context.register(context.stream('q 612 0 0 792 0 0 cm /X Do Q')));
};

const makeFile = async (pages: number): Promise<Made> => {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  const quarter = Math.floor(pages / 4);
  const sources: string[] = [];
  for (let index = 1; index <= pages; index += 1) {
    const page = pdf.addPage(paper);
    const evil = index % quarter === 7 ? evils[Math.floor(index / quarter) - 1] : undefined;
    if (evil) evil(pdf, page);
    else if (index % scanEvery === 0) {
      const scan = await pdf.embedJpg(await jpegOf((await damagedPage('scan 200', index)).image));
      page.drawImage(scan, { x: 0, y: 0, width: paper[0], height: paper[1] });
    } else {
      const { lines, sizePoints } = sampleText(5000 + index);
      lines.forEach(({ pieces }, row) =>
        pieces.forEach(({ text, x }) =>
          page.drawText(text, { x, y: 712 - row * sizePoints * 1.45, size: sizePoints, font }),
        ),
      );
    }
    sources.push(evil ? 'unreadable' : index % scanEvery === 0 ? 'ocr' : 'text-layer');
  }
  return { bytes: await pdf.save(), sources };
};

/** All that a process and those that it started have in memory, in bytes. Linux only. */
const memoryOf = (pid: number): number => {
  try {
    const own = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.reduce((sum, child) => sum + memoryOf(child), Number(own ?? 0) * 1024);
  } catch {
    // It ended in between.
    return 0;
  }
};

const Output = z.object({ pages: z.array(z.object({ page: z.number(), source: z.string() })) });

/** `imr ocr --json` of a large file with pages made to bring the reader down: its memory, and every page accounted for. */
export const largeFile = async ({ pages }: { pages: number }): Promise<Row[]> => {
  const scratch = scratchDirectory();
  const [file, output] = ['large.pdf', 'large.json'].map((name) => path.join(scratch.path, name));
  const { bytes, sources } = await makeFile(pages);
  writeFileSync(file ?? '', bytes);
  const child = spawn(process.execPath, [path.join(root, 'local/imr.js'), 'ocr', file ?? '', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakBytes = 0;
  const timer = setInterval(() => (peakBytes = Math.max(peakBytes, memoryOf(child.pid ?? 0))), 50);
  const [[code]] = await Promise.all([once(child, 'exit'), pipeline(child.stdout, createWriteStream(output ?? ''))]);
  clearInterval(timer);
  if (code !== 0) throw new Error(`imr ocr ended with ${String(code)}`);
  const read = Output.parse(JSON.parse(readFileSync(output ?? '', 'utf8'))).pages;
  scratch.remove();
  const wrong = sources.filter((source, index) => read[index]?.page !== index + 1 || read[index]?.source !== source);
  const name = `file of ${pages} pages, 3 of them harmful`;
  return [
    {
      name: `${name}: peak memory of all processes`,
      ours: { value: peakBytes / 1_048_576 },
      unit: 'MiB',
      better: 'lower',
      goal: { value: goalMebibytes },
    },
    {
      name: `${name}: pages with a wrong row`,
      ours: { value: wrong.length },
      unit: 'pages',
      better: 'lower',
      goal: { value: 0 },
    },
  ];
};
