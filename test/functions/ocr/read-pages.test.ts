import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { degrees, PDFDocument, PDFName, PDFOperator, PDFOperatorNames, PDFNumber, type PDFPage } from '@cantoo/pdf-lib';
import { createCanvas } from '@napi-rs/canvas';
import { lineText } from '../../../functions/domain/page.ts';
import { detectionInput } from '../../../functions/ocr/detection-input.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';

const note = [
  'On 8-1-15 the patient reported pain in the lower back that was rated 6/10.',
  'The request for eight visits of physical therapy was denied by utilization review.',
  'Norco 10/325 mg was continued and the work status was modified duty for four weeks.',
  'There was tenderness to palpation of the lumbar spine with a normal straight leg test.',
];

const drawNote = (page: PDFPage, lines = note): void =>
  lines.forEach((line, index) => page.drawText(line, { x: 60, y: 700 - index * 16, size: 11 }));

const scanPicture = () => {
  const canvas = createCanvas(200, 260);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, 200, 260);
  context.fillStyle = 'black';
  for (const row of [40, 60, 80]) for (let at = 20; at < 170; at += 6) context.fillRect(at, row, 3, 4 + (at % 4));
  return canvas.encode('png');
};

/** A document of one page for each way to draw it. */
const documentOf = async (...draw: ((page: PDFPage, pdf: PDFDocument) => void | Promise<void>)[]) => {
  const pdf = await PDFDocument.create();
  for (const paint of draw) await paint(pdf.addPage([612, 792]), pdf);
  return pdf.save();
};

const wholePageScan = async (page: PDFPage, pdf: PDFDocument, picture = scanPicture()): Promise<void> =>
  page.drawImage(await pdf.embedPng(await picture), { x: 0, y: 0, width: 612, height: 792 });

const whitePicture = () => createCanvas(20, 26).encode('png');

const textsOf = (result: Awaited<ReturnType<typeof readPages>>, index = 0): string[] =>
  result.pages[index]?.lines.map(lineText) ?? [];

describe('the text layer', () => {
  test('of a born-digital page is its reading, line by line', async () => {
    const result = await readPages(await documentOf((page) => drawNote(page)), 'application/pdf');
    expect(result.toDetect).toEqual([]);
    expect(textsOf(result)).toEqual(note);
    expect(result.pages[0]).toMatchObject({ page: 1, source: 'text-layer', rotationDegrees: 0, meanConfidence: 100 });
  });

  test('has the boxes of its words in fractions of the page', async () => {
    const { pages } = await readPages(await documentOf((page) => drawNote(page)), 'application/pdf');
    const first = pages[0]?.lines[0]?.words[0];
    expect(first?.text).toBe('On');
    expect(first?.box.left).toBeCloseTo(60 / 612, 3);
    expect((first?.box.top ?? 0) + (first?.box.height ?? 0)).toBeCloseTo(1 - (700 - 0.22 * 11) / 792, 3);
    const last = pages[0]?.lines[0]?.words.at(-1);
    expect(last?.text).toBe('6/10.');
    expect((last?.box.left ?? 0) + (last?.box.width ?? 0)).toBeLessThan(0.75);
  });

  test('keeps the label and the value of a form on one line', async () => {
    const rows = [
      ['Date of Injury:', '10/10/2015', 'Claim Number:', 'WC100200'],
      ['Date of Visit:', '8/1/2015', 'Employer:', 'Example Works'],
      ['Body Part:', 'lumbar spine', 'Request Date:', '8-7-15'],
    ];
    const bytes = await documentOf((page) => {
      // Column by column, as many form programs write.
      [0, 1, 2, 3].forEach((column) =>
        rows.forEach((row, index) =>
          page.drawText(row[column] ?? '', { x: 60 + column * 130, y: 700 - index * 20, size: column % 2 ? 10 : 9 }),
        ),
      );
      drawNote(
        page,
        note.slice(0, 1).map((line) => line),
      );
      page.moveTo(0, 0);
    });
    const lines = textsOf(await readPages(bytes, 'application/pdf'));
    expect(lines).toEqual(expect.arrayContaining(rows.slice(1).map((row) => row.join(' '))));
  });

  test('of a page in two columns of prose is read column by column', async () => {
    const column = (prefix: string) =>
      Array.from({ length: 9 }, (_, index) => `${prefix} line ${index} of the report on pain and function was`);
    const bytes = await documentOf((page) => {
      column('left').forEach((line, index) => page.drawText(line, { x: 40, y: 700 - index * 14, size: 9 }));
      column('right').forEach((line, index) => page.drawText(line, { x: 330, y: 700 - index * 14, size: 9 }));
    });
    expect(textsOf(await readPages(bytes, 'application/pdf'))).toEqual([...column('left'), ...column('right')]);
  });

  test.each([90, 180, 270])('of a page that says to be shown turned by %s degrees is read upright', async (angle) => {
    const bytes = await documentOf((page) => {
      drawNote(page);
      page.setRotation(degrees(angle));
    });
    const result = await readPages(bytes, 'application/pdf');
    expect(textsOf(result)).toEqual(note);
    // The page is stored with its text turned by that angle, so it has to be turned back.
    expect(result.pages[0]?.rotationDegrees).toBe(360 - angle);
  });

  test('has what a person typed into the fields of a form', async () => {
    const bytes = await documentOf((page, pdf) => {
      drawNote(page);
      page.drawText('Date received:', { x: 60, y: 500, size: 10 });
      const form = pdf.getForm();
      const field = form.createTextField('received');
      field.setText('11/14/2016');
      field.addToPage(page, { x: 150, y: 496, width: 120, height: 16 });
      const box = form.createCheckBox('expedited');
      box.addToPage(page, { x: 150, y: 460, width: 12, height: 12 });
      box.check();
      page.drawText('Expedited', { x: 60, y: 462, size: 10 });
    });
    const lines = textsOf(await readPages(bytes, 'application/pdf'));
    expect(lines).toContain('Date received: 11/14/2016');
    expect(lines).toContain('Expedited [X]');
  });
});

describe('a page is looked at instead', () => {
  const setTextMode = (page: PDFPage, mode: number): void =>
    page.pushOperators(PDFOperator.of(PDFOperatorNames.SetTextRenderingMode, [PDFNumber.of(mode)]));

  const cases: [string, (page: PDFPage, pdf: PDFDocument) => void | Promise<void>][] = [
    ['when it is a scan without text', wholePageScan],
    [
      'when it is a scan with only a stamp on it',
      async (page, pdf) => {
        await wholePageScan(page, pdf);
        page.drawText('RECEIVED AUG 12 2015 claims unit', { x: 400, y: 20, size: 8 });
      },
    ],
    [
      'when the text lies under the picture: somebody read it before',
      async (page, pdf) => {
        drawNote(page);
        await wholePageScan(page, pdf);
      },
    ],
    [
      'when the text over the scan is invisible',
      async (page, pdf) => {
        await wholePageScan(page, pdf);
        setTextMode(page, 3);
        drawNote(page);
      },
    ],
    ['when its letters are garbled', (page) => drawNote(page, note.map(shifted))],
  ];
  test.each(cases)('%s', async (_, draw) => {
    const result = await readPages(await documentOf((page) => drawNote(page), draw), 'application/pdf');
    expect(result.toDetect).toEqual([2]);
    expect(result.pages.map(({ page }) => page)).toEqual([1]);
  });
});

/** What a font without a ToUnicode map gives: every letter is another one. */
const shifted = (text: string): string =>
  text.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 7) % 26) + 97));

test('text over a full-page background picture that a reader sees is trusted', async () => {
  const result = await readPages(
    await documentOf(async (page, pdf) => {
      await wholePageScan(page, pdf, whitePicture());
      drawNote(page);
    }),
    'application/pdf',
  );
  expect(result.toDetect).toEqual([]);
});

test('a page with nothing on it is blank', async () => {
  const result = await readPages(
    await documentOf(
      (page) => drawNote(page),
      () => undefined,
    ),
    'application/pdf',
  );
  expect(result.pages[1]).toMatchObject({ page: 2, source: 'blank', lines: [] });
  expect(result.toDetect).toEqual([]);
});

test('an encrypted PDF with an empty user password is read, and sent decrypted', async () => {
  const pdf = await PDFDocument.create();
  drawNote(pdf.addPage([612, 792]));
  pdf.encrypt({ userPassword: '', ownerPassword: 'owner' });
  const bytes = await pdf.save();
  expect(textsOf(await readPages(bytes, 'application/pdf'))).toEqual(note);
  const input = await detectionInput(bytes, 'application/pdf', [1]);
  expect((await PDFDocument.load(input.bytes)).getPageCount()).toBe(1);
  expect(textsOf(await readPages(input.bytes, 'application/pdf'))).toEqual(note);
});

describe('what is sent to text detection', () => {
  test('is only the pages that need it, in order', async () => {
    const pdf = await PDFDocument.create();
    for (let page = 1; page <= 6; page += 1)
      drawNote(pdf.addPage([612, 792]), [`The patient is on page ${page}`, ...note]);
    const input = await detectionInput(await pdf.save(), 'application/pdf', [2, 5]);
    const { pages } = await readPages(input.bytes, 'application/pdf');
    expect(pages.map((page) => page.lines.map(lineText)[0])).toEqual([
      'The patient is on page 2',
      'The patient is on page 5',
    ]);
  });
  test('is the file itself when every page needs it', async () => {
    const bytes = await documentOf(wholePageScan, wholePageScan);
    expect((await detectionInput(bytes, 'application/pdf', [1, 2])).bytes).toBe(bytes);
  });
  test('is the picture itself', async () => {
    const bytes = await scanPicture();
    expect(await detectionInput(bytes, 'image/png', [1])).toEqual({ bytes, mediaType: 'image/png' });
  });
});

describe('a scanned page that is in the file twice', () => {
  const twice = async (change: (page: PDFPage) => void = () => undefined) =>
    documentOf(
      (page) => drawNote(page),
      wholePageScan,
      wholePageScan,
      async (page, pdf) => {
        await wholePageScan(page, pdf);
        change(page);
      },
    );

  test('is sent once', async () => {
    const { pages, toDetect, copies } = await readPages(await twice(), 'application/pdf');
    expect(pages.map(({ page }) => page)).toEqual([1]);
    expect(toDetect).toEqual([2]);
    expect(copies).toEqual([
      { page: 3, of: 2 },
      { page: 4, of: 2 },
    ]);
  });

  test.each<[string, (page: PDFPage) => void]>([
    ['stamped', (page) => page.drawText('RECEIVED', { x: 50, y: 50, size: 9 })],
    ['turned', (page) => page.setRotation(degrees(180))],
  ])('is sent again when it was %s', async (_, change) => {
    expect((await readPages(await twice(change), 'application/pdf')).toDetect).toEqual([2, 4]);
  });
});

test('a content stream that cannot be decoded does not lose its page', async () => {
  const pdf = await PDFDocument.create();
  drawNote(pdf.addPage([612, 792]));
  const page = pdf.addPage([612, 792]);
  const broken = pdf.context.stream(new Uint8Array([1, 2, 3]), { Filter: PDFName.of('FlateDecode') });
  page.node.set(PDFName.of('Contents'), pdf.context.register(broken));
  const { pages, toDetect } = await readPages(await pdf.save(), 'application/pdf');
  expect([...pages.map((read) => read.page), ...toDetect].toSorted()).toEqual([1, 2]);
});

const letters = path.join(import.meta.dirname, '../../../../shared/letters');
if (existsSync(letters)) {
  describe('real determination letters', () => {
    const files = readdirSync(letters).filter((name) => name.endsWith('.pdf'));
    test.each(files)('%s is read by its text layer', async (name) => {
      const { pages, toDetect } = await readPages(readFileSync(path.join(letters, name)), 'application/pdf');
      expect(toDetect).toEqual([]);
      expect(pages.length).toBeGreaterThan(0);
      expect(pages.flatMap((page) => page.lines.map(lineText)).join('\n')).toMatch(/Case Number|IMR/);
    });
  });
}
