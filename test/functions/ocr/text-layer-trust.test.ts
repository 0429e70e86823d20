import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import {
  decodePDFRawStream,
  degrees,
  grayscale,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  PDFRawStream,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { createCanvas } from '@napi-rs/canvas';
import Pdf from 'pdfkit';
import { lineText } from '../../../functions/domain/page.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';

const note = [
  'On 8-1-15 the patient reported pain in the lower back that was rated 6/10.',
  'The request for eight visits of physical therapy was denied by utilization review.',
  'Norco 10/325 mg was continued and the work status was modified duty for four weeks.',
  'There was tenderness to palpation of the lumbar spine with a normal straight leg test.',
];
type Draw = (page: PDFPage, pdf: PDFDocument) => unknown;

const letter: Draw = (page) => drawNote(page);
const drawNote = (page: PDFPage, { lines = note, top = 700, color = grayscale(0), x = 60 } = {}): void =>
  lines.forEach((line, index) => page.drawText(line, { x, y: top - index * 16, size: 11, color }));

const pdfOf = async (...draws: Draw[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([612, 792]);
  for (const draw of draws) await draw(page, pdf);
  return pdf.save();
};
const textMode =
  (mode: number): Draw =>
  (page) =>
    page.pushOperators(PDFOperator.of(PDFOperatorNames.SetTextRenderingMode, [PDFNumber.of(mode)]));

/** A picture with lines of blots, as a scan of type has them. */
const picture = (place: { x: number; y: number; width: number; height: number }): Draw => {
  const canvas = createCanvas(place.width * 2, place.height * 2);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = 'black';
  for (let row = 40; row < canvas.height - 40; row += 40)
    for (let at = 40; at < canvas.width - 40; at += 14) context.fillRect(at, row, 7, 9 + (at % 9));
  return async (page, pdf) => page.drawImage(await pdf.embedPng(canvas.toBuffer('image/png')), place);
};
const fullPage = { x: 0, y: 0, width: 612, height: 792 };

const readingOf = async (bytes: Uint8Array) => {
  const { pages, toDetect } = await readPages(bytes, 'application/pdf');
  const text = pages.flatMap((page) => page.lines.map(lineText)).join('\n');
  return { isLookedAt: toDetect.length > 0, isTrusted: pages.length > 0, text };
};
const trusted = { isLookedAt: false, isTrusted: true, text: note.join('\n') };
const lookedAt = { isLookedAt: true, isTrusted: false, text: '' };

describe('share of the page that the text covers', () => {
  test('a heading over a picture that is not the whole page is not the page', async () => {
    const bytes = await pdfOf(
      (page) => drawNote(page, { lines: ['Progress report of the clinic'], top: 760 }),
      picture({ x: 40, y: 60, width: 530, height: 600 }),
    );
    expect(await readingOf(bytes)).toEqual(lookedAt);
  });
  test('a letter with a small logo is its text', async () => {
    const logo = picture({ x: 500, y: 740, width: 40, height: 30 });
    expect(await readingOf(await pdfOf(letter, logo))).toEqual(trusted);
  });
  test('a letter over a scan with writing of its own is both', async () => {
    const { isLookedAt, isTrusted } = await readingOf(await pdfOf(picture(fullPage), letter));
    expect([isLookedAt, isTrusted]).toEqual([true, true]);
  });
});

describe('text that nobody sees', () => {
  test.each<[string, Draw[]]>([
    ['invisible on an empty page', [textMode(3), letter]],
    ['only clipped by', [textMode(7), letter]],
    ['white on white, all of it', [(page) => drawNote(page, { color: grayscale(1) })]],
    [
      'white on white between words that are seen',
      [letter, (page) => drawNote(page, { color: grayscale(1), top: 400 })],
    ],
    [
      'white in RGB and in CMYK',
      (['1 1 1 rg', '0 0 0 0 k'] as const).map((colour, index): Draw => (page, pdf) => {
        const font = page.node.newFontDictionary(
          'Hidden',
          pdf.context.register(pdf.context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' })),
        );
        const hidden = `${colour} BT ${font.toString()} 11 Tf 60 ${300 - 20 * index} Td (words that nobody sees here) Tj ET`;
        page.node.addContentStream(pdf.context.register(pdf.context.stream(hidden)));
      }),
    ],
    ['over a scan, invisible: an old reading', [picture(fullPage), textMode(3), letter]],
    ['under a scan: an old reading', [letter, picture(fullPage)]],
  ])('is not trusted: %s', async (_, draws) => {
    expect(await readingOf(await pdfOf(...draws))).toEqual(lookedAt);
  });

  test('but white letters on a dark bar are a heading', async () => {
    const bytes = await pdfOf(
      letter,
      (page) => page.drawRectangle({ x: 50, y: 740, width: 500, height: 24, color: grayscale(0.2) }),
      (page) => page.drawText('Utilization Review Determination', { x: 60, y: 746, size: 12, color: grayscale(1) }),
    );
    const { isLookedAt, text } = await readingOf(bytes);
    expect([isLookedAt, text.split('\n')[0]]).toEqual([false, 'Utilization Review Determination']);
  });

  test.each<[string, Draw]>([
    ['off the page', (page) => drawNote(page, { x: 700, lines: ['Nobody sees this line of text.'] })],
    ['below the page', (page) => drawNote(page, { top: -40, lines: ['Nobody sees this line of text.'] })],
    [
      'outside of the crop box',
      (page) => {
        drawNote(page, { top: 100, lines: ['Nobody sees this line of text.'] });
        page.setCropBox(0, 200, 612, 592);
      },
    ],
  ])('is left out: %s', async (_, draw) => {
    expect(await readingOf(await pdfOf(letter, draw))).toEqual(trusted);
  });

  test('a scan with text only off the page is looked at', async () => {
    const bytes = await pdfOf(picture(fullPage), (page) => drawNote(page, { x: 700 }));
    expect(await readingOf(bytes)).toEqual(lookedAt);
  });
});

describe('fonts', () => {
  const font = createRequire(import.meta.url).resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff');

  /** The note in an embedded subset of a font, whose glyphs are numbered as they came up. */
  const subset = (): Promise<Uint8Array> =>
    new Promise((resolve) => {
      const pdf = new Pdf({ size: 'LETTER' });
      const chunks: Buffer[] = [];
      pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
      pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
      pdf.font(font).fontSize(10);
      note.forEach((line, index) => pdf.text(line, 60, 80 + 16 * index, { lineBreak: false }));
      pdf.end();
    });
  const changed = async (change: (dict: PDFDict, pdf: PDFDocument) => void): Promise<Uint8Array> => {
    const pdf = await PDFDocument.load(await subset());
    const fonts = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict && object.has(PDFName.of('ToUnicode')) ? [object] : []));
    expect(fonts.length).toBe(1);
    for (const dict of fonts) change(dict, pdf);
    return pdf.save();
  };
  const toUnicode = PDFName.of('ToUnicode');

  test('an embedded subset that says which letters it shows is trusted', async () => {
    expect(await readingOf(await subset())).toEqual(trusted);
  });
  test('one that does not say it is looked at', async () => {
    expect(await readingOf(await changed((dict) => dict.delete(toUnicode)))).toEqual(lookedAt);
  });
  test('one that says other letters is looked at', async () => {
    const bytes = await changed((dict, pdf) => {
      const stream = pdf.context.lookup(dict.get(toUnicode));
      if (!(stream instanceof PDFRawStream)) throw new Error('the font has no map');
      // Every letter is told as the one seven further on.
      const map = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
      const wrong = map.replaceAll(/<00([67][0-9a-f])>/gi, (_, hex: string) => {
        const letter = Number.parseInt(hex, 16) - 97;
        return `<00${(97 + ((letter + 33) % 26)).toString(16)}>`;
      });
      expect(wrong).not.toBe(map);
      dict.set(toUnicode, pdf.context.register(pdf.context.stream(wrong)));
    });
    expect(await readingOf(bytes)).toEqual(lookedAt);
  });
  test('letters of private use are looked at', async () => {
    const bytes = await changed((dict, pdf) => {
      const stream = pdf.context.lookup(dict.get(toUnicode));
      if (!(stream instanceof PDFRawStream)) throw new Error('the font has no map');
      const map = Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
      dict.set(toUnicode, pdf.context.register(pdf.context.stream(map.replaceAll(/<00([67][0-9a-f])>/gi, '<e0$1>'))));
    });
    expect(await readingOf(bytes)).toEqual(lookedAt);
  });
});

describe('words and letters', () => {
  const names = [
    'Gabapentin 300 mg, Naproxen 550 mg, Omeprazole 20 mg, Cyclobenzaprine 7.5 mg',
    'Tramadol ER 150 mg, Lisinopril 10 mg, Metformin 500 mg, Terocin patches',
    'Alvarez, Brandt, Castellanos, Dimitrov, Eriksen, Fairweather, Gutierrez, Hollander',
  ];
  test('a list of drugs and names is language', async () => {
    const bytes = await pdfOf((page) => drawNote(page, { lines: names }));
    expect(await readingOf(bytes)).toEqual({ ...trusted, text: names.join('\n') });
  });
  test('a page of figures is trusted', async () => {
    const figures = ['99213 1 125.00', '97110 4 180.00', '97140 2 90.00'];
    const bytes = await pdfOf((page) => drawNote(page, { lines: figures }));
    expect(await readingOf(bytes)).toEqual({ ...trusted, text: figures.join('\n') });
  });
  test('letters that make no words are not', async () => {
    const garbled = note.map((line) =>
      line.replaceAll(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0))),
    );
    expect(await readingOf(await pdfOf((page) => drawNote(page, { lines: garbled })))).toEqual(lookedAt);
  });
});

describe('stamps and headers alone', () => {
  test.each<[string, string]>([
    ['a stamp', 'RECEIVED AUG 12 2015'],
    ['a fax header', '08/12/2015 10:14 AM FROM 5550100 TO 5550199 PAGE 3 OF 17'],
    ['a Bates number', 'CLAIM 000123'],
  ])('%s on a scan is not its reading', async (_, line) => {
    const bytes = await pdfOf(picture(fullPage), (page) => drawNote(page, { lines: [line], top: 780 }));
    expect(await readingOf(bytes)).toEqual(lookedAt);
  });
});

test.each([0, 90, 180, 270])('a page turned by %s degrees is judged as it lies', async (angle) => {
  const turn: Draw = (page) => page.setRotation(degrees(angle));
  expect(await readingOf(await pdfOf(letter, turn))).toEqual(trusted);
  expect(await readingOf(await pdfOf(letter, picture(fullPage), turn))).toEqual(lookedAt);
});
