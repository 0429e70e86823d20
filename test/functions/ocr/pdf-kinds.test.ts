import { describe, expect, test } from '@jest/globals';
import { PDFDocument, PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import Pdf from 'pdfkit';
import { lineText } from '../../../functions/domain/page.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';
import { identifyDocument } from '../../../functions/register/identify-document.ts';

const lines = [
  'The patient was seen for pain in the lower back.',
  'The request for physical therapy was denied by the reviewer.',
];

const made = async (useObjectStreams = false): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([612, 792]);
  lines.forEach((line, index) => page.drawText(line, { x: 60, y: 700 - 16 * index, size: 11 }));
  return pdf.save({ useObjectStreams });
};
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const encrypted = (pdfVersion: '1.3' | '1.4' | '1.6' | '1.7ext3', userPassword = ''): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const pdf = new Pdf({ pdfVersion, userPassword, ownerPassword: 'owner', size: 'LETTER' });
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    lines.forEach((line, index) => pdf.text(line, 60, 80 + 16 * index, { lineBreak: false }));
    pdf.end();
  });

/** The file with other words on its page in a second revision at its end, as an incremental save leaves it (ISO 32000-1, 7.5.6). */
const revised = async (newText: string): Promise<Uint8Array> => {
  const first = latin(await made());
  const found = (pattern: RegExp): string => pattern.exec(first)?.[1] ?? '';
  const contents = found(/\/Contents \[?\s*(\d+) 0 R/);
  const stream = `BT ${found(/(\/Helvetica-\d+)/)} 11 Tf 60 700 Td (${newText}) Tj ET`;
  const object = `${contents} 0 obj\n<< /Length ${stream.length} >>\nstream\n${stream}\nendstream\nendobj\n`;
  const table = `xref\n${contents} 1\n${String(first.length).padStart(10, '0')} 00000 n \n`;
  const trailer = `trailer\n<<${found(/trailer\s*<<([^]*?)>>\s*startxref/)} /Prev ${found(/startxref\s+(\d+)/)} >>`;
  return bytesOf(`${first}${object}${table}${trailer}\nstartxref\n${first.length + object.length}\n%%EOF\n`);
};

const textOf = async (bytes: Uint8Array): Promise<string[]> => {
  expect(await identifyDocument(bytes)).toEqual({ kind: 'document', mediaType: 'application/pdf', pages: 1 });
  const { pages, toDetect } = await readPages(bytes, 'application/pdf');
  expect(toDetect).toEqual([]);
  return pages.flatMap((page) => page.lines.map(lineText));
};

/** One page as `qpdf --linearize --object-streams=generate` writes it. */
const linearized = [
  'JVBERi0xLjcKJb/3ov4KMiAwIG9iago8PCAvTGluZWFyaXplZCAxIC9MIDE3MDAgL0ggWyA2MjkgMTIwIF0gL08gNiAvRSAxNDI1',
  'IC9OIDEgL1QgMTQyNCA+PgplbmRvYmoKICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg',
  'ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKMyAwIG9iago8',
  'PCAvVHlwZSAvWFJlZiAvTGVuZ3RoIDQxIC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9EZWNvZGVQYXJtcyA8PCAvQ29sdW1ucyA0IC9Q',
  'cmVkaWN0b3IgMTIgPj4gL1cgWyAxIDIgMSBdIC9JbmRleCBbIDIgOSBdIC9Sb290IDQgMCBSIC9TaXplIDExIC9QcmV2IDE0MjUg',
  'ICAgICAgICAgICAgICAgICAvSUQgWzwwODlkYTAyZWVkMDFkY2EwZjhkZjNkOTEyZWEwZWRkZD48MDg5ZGEwMmVlZDAxZGNhMGY4',
  'ZGYzZDkxMmVhMGVkZGQ+XSA+PgpzdHJlYW0KeJxjYmTgZ2BiYDgJJJhyQCxDEFEBJBgPgwhOBibGP/4gMQZGAFZsBB4KZW5kc3Ry',
  'ZWFtCmVuZG9iagogICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCjQgMCBvYmoKPDwgL1BhZ2VzIDkg',
  'MCBSIC9UeXBlIC9DYXRhbG9nID4+CmVuZG9iago1IDAgb2JqCjw8IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9TIDM2IC9MZW5ndGgg',
  'NDMgPj4Kc3RyZWFtCnicY2BgYGZgYCplAAKmJQxwAGUzATELQhSkFowZGA4zsDNKrGAAAF38A14KZW5kc3RyZWFtCmVuZG9iago2',
  'IDAgb2JqCjw8IC9Bbm5vdHMgWyBdIC9Db250ZW50cyBbIDcgMCBSIF0gL01lZGlhQm94IFsgMCAwIDYxMiA3OTIgXSAvUGFyZW50',
  'IDkgMCBSIC9SZXNvdXJjZXMgPDwgL0V4dEdTdGF0ZSA8PCA+PiAvRm9udCA8PCAvSGVsdmV0aWNhLTcwOTg0ODA3ODkgMTAgMCBS',
  'ID4+IC9YT2JqZWN0IDw8ID4+ID4+IC9UeXBlIC9QYWdlID4+CmVuZG9iago3IDAgb2JqCjw8IC9GaWx0ZXIgL0ZsYXRlRGVjb2Rl',
  'IC9MZW5ndGggMTk0ID4+CnN0cmVhbQp4nKWPwQoCMQxE7/mKngUx7baTFsTDLisevAj9AZFVFD0o4vebVsX1LIWWTibJmyu1mdiU',
  'czvQbDWcH8P9uNtOhVP0kSUmY63Je3Le5DXZarUGbITZ5AvNg0dEcCwMKx4JAb14/Yv+G30bVVRzDGAp7uVUX1HqrV11AjqtC0Lx',
  'wKmnQev6hcknyhPqM23oD15EVca8TjdZUTZpCu+ILkpS6qT7LboPn/qtsKRvMviSqyYu/a7WxtNRau9EvzmeaJNQ0GVuZHN0cmVh',
  'bQplbmRvYmoKOCAwIG9iago8PCAvVHlwZSAvT2JqU3RtIC9MZW5ndGggMTE2IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9OIDIgL0Zp',
  'cnN0IDEwID4+CnN0cmVhbQp4nLNUMFAwNFAwMeGysVHQd84vzStRMFTQ985MKVaIVjADygYpxCroh1QWpCroBySmpxYr2NmB1Tol',
  'Fqe65QOV63uk5pSllmQmJyrou+Yl56dk5qUr6Idn5jnmFWciBIJLk0rApoDMMoQZCTYBaCIAKPcoumVuZHN0cmVhbQplbmRvYmoK',
  'MSAwIG9iago8PCAvVHlwZSAvWFJlZiAvTGVuZ3RoIDE2IC9GaWx0ZXIgL0ZsYXRlRGVjb2RlIC9EZWNvZGVQYXJtcyA8PCAvQ29s',
  'dW1ucyA0IC9QcmVkaWN0b3IgMTIgPj4gL1cgWyAxIDIgMSBdIC9TaXplIDIgL0lEIFs8MDg5ZGEwMmVlZDAxZGNhMGY4ZGYzZDkx',
  'MmVhMGVkZGQ+PDA4OWRhMDJlZWQwMWRjYTBmOGRmM2Q5MTJlYTBlZGRkPl0gPj4Kc3RyZWFtCnicY2IAAiZG1okMAAFdAJwKZW5k',
  'c3RyZWFtCmVuZG9iagogICAgICAgICAgICAgICAKc3RhcnR4cmVmCjIxNgolJUVPRgo=',
].join('');

describe('a PDF is read', () => {
  test.each(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '2.0'])(
    'that says version %s',
    async (version) => {
      expect(await textOf(bytesOf(latin(await made()).replace(/%PDF-1\.\d/, `%PDF-${version}`)))).toEqual(lines);
    },
  );

  test.each<[string, () => Promise<Uint8Array>]>([
    ['with its objects in streams', () => made(true)],
    ['that is linearized', () => Promise.resolve(new Uint8Array(Buffer.from(linearized, 'base64')))],
    [
      'whose table of objects is not where the file says',
      async () => bytesOf(latin(await made()).replace(/startxref\s+\d+/, 'startxref\n99')),
    ],
    [
      'whose table of objects is wrong',
      async () => bytesOf(latin(await made()).replaceAll(/\d{10} 00000 n/g, '0000000007 00000 n')),
    ],
    ['with zeros after its end', async () => Buffer.concat([await made(), new Uint8Array(3000)])],
    ['locked for printing with RC4 of 40 bits', () => encrypted('1.3')],
    ['locked for printing with RC4 of 128 bits', () => encrypted('1.4')],
    ['locked for printing with AES of 128 bits', () => encrypted('1.6')],
    ['locked for printing with AES of 256 bits', () => encrypted('1.7ext3')],
  ])('%s', async (_, make) => {
    expect(await textOf(await make())).toEqual(lines);
  });

  test('that was saved again at its end: the newest revision counts', async () => {
    const text = 'The decision was changed and the treatment is approved for the patient with the pain.';
    expect(await textOf(await revised(text))).toEqual([text]);
  });

  test('whose pages have labels: they are numbered as they lie', async () => {
    const pdf = await PDFDocument.create();
    for (const line of lines)
      pdf.addPage([612, 792]).drawText(`${line} ${lines.join(' ')}`, { x: 20, y: 700, size: 8 });
    const labels = pdf.context.obj({ Nums: [PDFNumber.of(0), { S: PDFName.of('r'), P: PDFHexString.fromText('A-') }] });
    pdf.catalog.set(PDFName.of('PageLabels'), labels);
    const { pages } = await readPages(await pdf.save(), 'application/pdf');
    expect(pages.map(({ page }) => page)).toEqual([1, 2]);
  });
});

test.each(['1.3', '1.4', '1.6', '1.7ext3'] as const)('a password is asked for and not given: %s', async (version) => {
  const identified = await identifyDocument(await encrypted(version, 'secret'));
  expect(identified).toMatchObject({ kind: 'refused', code: 'encrypted' });
});

describe('boxes are fractions of the page as it is shown', () => {
  const page = async (change: (page: ReturnType<PDFDocument['addPage']>) => void) => {
    const pdf = await PDFDocument.create();
    const added = pdf.addPage([600, 800]);
    // The first word begins 60 points from the left and 200 from the top, 12 high.
    lines.forEach((line, index) => added.drawText(line, { x: 60, y: 600 - 20 * index, size: 12 }));
    change(added);
    const { pages } = await readPages(await pdf.save(), 'application/pdf');
    const [first] = pages[0]?.lines[0]?.words ?? [];
    expect(first?.text).toBe('The');
    const { left = 0, top = 0, width = 0, height = 0 } = first?.box ?? {};
    return { left, top, right: left + width, bottom: top + height };
  };

  test('whatever its unit is', async () => {
    const box = await page(({ node }) => node.set(PDFName.of('UserUnit'), PDFNumber.of(2)));
    expect(box.left).toBeCloseTo(0.1, 2);
    expect(box.bottom).toBeCloseTo(0.25, 2);
  });
  test('of its crop box', async () => {
    const box = await page((added) => added.setCropBox(50, 100, 500, 600));
    expect(box.left).toBeCloseTo(10 / 500, 2);
    expect(box.bottom).toBeCloseTo(100 / 600, 2);
  });
  test.each<[number, 'left' | 'right' | 'top' | 'bottom', number, 'left' | 'right' | 'top' | 'bottom', number]>([
    [90, 'top', 60 / 600, 'left', 600 / 800],
    [180, 'right', 1 - 60 / 600, 'top', 1 - 200 / 800],
    [270, 'bottom', 1 - 60 / 600, 'right', 200 / 800],
  ])('turned by %s degrees', async (angle, edge, at, base, baseAt) => {
    const box = await page(({ node }) => node.set(PDFName.of('Rotate'), PDFNumber.of(angle)));
    expect(box[edge]).toBeCloseTo(at, 2);
    // The base line lies within the box, a little above its lower edge.
    expect(Math.abs(box[base] - baseAt)).toBeLessThan(0.02);
  });
});
