import { describe, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';
import { createCanvas } from '@napi-rs/canvas';
import UTIF from 'utif2';
import { identifyDocument } from '../../../functions/register/identify-document.ts';

const limits = { maxBytes: 5_000_000, maxPages: 20 };

const pdfOf = async (pages: number, passwords?: { userPassword?: string; ownerPassword: string }) => {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) pdf.addPage([612, 792]).drawText('Progress report', { x: 72, y: 700 });
  if (passwords) pdf.encrypt({ userPassword: '', ...passwords });
  return pdf.save({ addDefaultPage: false, useObjectStreams: false });
};

const picture = () => {
  const canvas = createCanvas(40, 30);
  canvas.getContext('2d').fillRect(0, 0, 20, 20);
  return canvas;
};

/** Two directories one after the other, each a picture of 8 by 8 pixels, by TIFF 6.0. */
const tiffOf = (pages: number, lastNext = 0): Uint8Array => {
  const directory = 2 + 8 * 12 + 4;
  const bytes = Buffer.alloc(8 + pages * (directory + 64));
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(8, 4);
  for (let page = 0; page < pages; page += 1) {
    const at = 8 + page * (directory + 64);
    const entries = [
      [256, 8],
      [257, 8],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, at + directory],
      [278, 8],
      [279, 64],
    ];
    bytes.writeUInt16LE(entries.length, at);
    entries.forEach(([tag = 0, value = 0], index) => {
      const entry = at + 2 + index * 12;
      bytes.writeUInt16LE(tag, entry);
      bytes.writeUInt16LE(4, entry + 2);
      bytes.writeUInt32LE(1, entry + 4);
      bytes.writeUInt32LE(value, entry + 8);
    });
    bytes.writeUInt32LE(page + 1 < pages ? at + directory + 64 : lastNext, at + directory - 4);
  }
  return bytes;
};

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

describe('what a file is, by its content', () => {
  const readable: [string, () => Promise<Uint8Array> | Uint8Array, string, number][] = [
    ['a PDF', () => pdfOf(3), 'application/pdf', 3],
    [
      'a PDF after a mail gateway put a line before it',
      async () => Buffer.concat([Buffer.from('\r\njunk\r\n'), await pdfOf(2)]),
      'application/pdf',
      2,
    ],
    [
      'a PDF that only restricts copying opens with the empty password',
      () => pdfOf(2, { ownerPassword: 'owner' }),
      'application/pdf',
      2,
    ],
    ['a TIFF of two pages', () => tiffOf(2), 'image/tiff', 2],
    [
      'a TIFF as an encoder writes it',
      () => new Uint8Array(UTIF.encodeImage(new Uint8Array(4 * 6 * 5), 6, 5)),
      'image/tiff',
      1,
    ],
    ['a JPEG', () => picture().encode('jpeg'), 'image/jpeg', 1],
    ['a PNG', () => picture().encode('png'), 'image/png', 1],
    ['plain text', () => latin('Visit of 8-1-15\nPain 6/10\n'), 'text/plain', 1],
    ['plain text with a form feed between two pages and one at the end', () => latin('one\ftwo\f\n'), 'text/plain', 2],
    [
      'a memorandum',
      () => latin('Date: 9/1/2015\nFrom: Utilization review\nTo: Claims\nSubject: Request of 8-7-15\n\nDenied.\n'),
      'text/plain',
      1,
    ],
    ['text in UTF-16', () => Buffer.from('\uFEFFVisit', 'utf16le'), 'text/plain', 1],
  ];
  test.each(readable)('%s', async (_, make, mediaType, pages) => {
    expect(await identifyDocument(await make(), limits)).toEqual({ kind: 'document', mediaType, pages });
  });
});

describe('what is refused, and why', () => {
  const refusedCases: [string, () => Promise<Uint8Array> | Uint8Array, string, RegExp][] = [
    ['no bytes', () => new Uint8Array(), 'empty', /0 bytes/],
    [
      'a PDF with a password',
      () => pdfOf(1, { userPassword: 'secret', ownerPassword: 'owner' }),
      'encrypted',
      /password/,
    ],
    ['a PDF with no pages', () => pdfOf(0), 'no-pages', /no pages/],
    ['a PDF cut off in the middle', async () => latin('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), 'damaged', /damaged/],
    [
      'a picture cut off in the middle',
      async () => (await picture().encode('png')).subarray(0, 40),
      'damaged',
      /damaged/,
    ],
    [
      'a JPEG cut off before its picture',
      async () => (await picture().encode('jpeg')).subarray(0, 30),
      'damaged',
      /damaged/,
    ],
    [
      'a JPEG cut off in its picture',
      async () => (await picture().encode('jpeg')).subarray(0, -20),
      'damaged',
      /incomplete/,
    ],
    ['a TIFF whose directories go round in a circle', () => tiffOf(2, 8), 'damaged', /damaged/],
    ['a TIFF of the kind for huge files', () => latin('II+\0\b\0\0\0'), 'unsupported', /BigTIFF/],
    ['a program under any name', () => latin('MZ\u0090\u0000\u0003\u0000'), 'unsupported', /program/],
    ['an archive', () => latin('PK\u0003\u0004\u0014\u0000scan.pdf'), 'container', /unpack/],
    ['an e-mail', () => latin('Received: from a\r\nMIME-Version: 1.0\r\n\r\nHello'), 'container', /attachments/],
    [
      'an e-mail that begins with its date',
      () => latin('Date: Mon, 1 Sep 2015\nFrom: a@example.org\nSubject: x\nContent-Type: text/plain\n\nHello\n'),
      'container',
      /attachments/,
    ],
    [
      'a message of Outlook',
      () =>
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.alloc(500),
          Buffer.from('__properties_version1.0', 'utf16le'),
        ]),
      'container',
      /attachments/,
    ],
    ['a Word document', () => latin('PK\u0003\u0004\u0014\u0000[Content_Types].xml'), 'unsupported', /save it as PDF/],
    ['a photo of a phone', () => latin('\u0000\u0000\u0000\u0018ftypheic\u0000'), 'unsupported', /JPEG/],
    ['bytes without meaning', () => Uint8Array.of(1, 2, 3, 0, 255, 254), 'unsupported', /known document type/],
    ['a file over the size limit', () => latin('a'.repeat(5_000_001)), 'too-large', /at most 5 MB/],
    ['a file over the page limit', () => pdfOf(21), 'too-many-pages', /21 pages; at most 20/],
  ];
  test.each(refusedCases)('%s', async (_, make, code, reason) => {
    const identified = await identifyDocument(await make(), limits);
    expect(identified).toMatchObject({ kind: 'refused', code });
    expect(identified.kind === 'refused' ? identified.reason : '').toMatch(reason);
  });

  test('each reason is one sentence of one line', async () => {
    for (const [, make] of refusedCases) {
      const identified = await identifyDocument(await make(), limits);
      expect(identified.kind === 'refused' ? identified.reason : '').toMatch(/^[A-Z][^\n]*\.$/);
    }
  });
});
