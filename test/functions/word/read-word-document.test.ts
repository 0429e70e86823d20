import { describe, expect, test } from '@jest/globals';
import { Document, Footer, Header, Packer, PageBreak, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { identifyDocument } from '../../../functions/register/identify-document.ts';
import { lineText } from '../../../functions/domain/page.ts';
import { wordDocument } from '../../../functions/domain/document.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';
import { readWordDocument } from '../../../functions/word/read-word-document.ts';
import { paragraph, table, wordDocumentOf, zipOf } from './made-word-document.ts';

const limit = 10_000_000;
const linesOf = (bytes: Uint8Array): string[][] => {
  const document = readWordDocument(bytes, limit);
  return document.kind === 'pages' ? document.pages.map((page) => page.lines.filter((line) => line !== '')) : [];
};

describe('a Word document', () => {
  test('as another program writes it has its words, rows, headers and pages', async () => {
    const cell = (text: string): TableCell => new TableCell({ children: [new Paragraph(text)] });
    const document = new Document({
      sections: [
        {
          headers: { default: new Header({ children: [new Paragraph('Example Clinic')] }) },
          footers: { default: new Footer({ children: [new Paragraph('Confidential')] }) },
          children: [
            new Paragraph('PROGRESS REPORT'),
            new Table({
              rows: [
                new TableRow({ children: [cell('Date of Injury:'), cell('10/10/2015')] }),
                new TableRow({ children: [cell('Employer:'), cell('Example Works & Co.')] }),
              ],
            }),
            new Paragraph({ children: [new TextRun('Pain was '), new TextRun('6/10'), new TextRun('.')] }),
            new Paragraph({ children: [new PageBreak(), new TextRun('Second page')] }),
          ],
        },
      ],
    });
    const bytes = new Uint8Array(await Packer.toBuffer(document));
    expect(linesOf(bytes)).toEqual([
      [
        'Example Clinic',
        'PROGRESS REPORT',
        'Date of Injury:   10/10/2015',
        'Employer:   Example Works & Co.',
        'Pain was 6/10.',
        'Confidential',
      ],
      ['Example Clinic', 'Second page', 'Confidential'],
    ]);
    expect(await identifyDocument(bytes)).toEqual({ kind: 'document', mediaType: wordDocument, pages: 2 });
    const { pages, toDetect } = await readPages(bytes, wordDocument);
    expect(toDetect).toEqual([]);
    expect(pages.map(({ page, source }) => [page, source])).toEqual([
      [1, 'text-layer'],
      [2, 'text-layer'],
    ]);
    expect(pages[0]?.lines.map(lineText)).toContain('Date of Injury: 10/10/2015');
  });

  const breakLine = '<w:r><w:lastRenderedPageBreak/></w:r>';
  const cases: [string, string, string[][]][] = [
    ['an entity and a number for a sign', paragraph('A &amp; B &#8211; C'), [['A & B \u2013 C']]],
    [
      'deleted text is left out, inserted text is not',
      `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>`,
      [['new']],
    ],
    [
      'hidden text is left out',
      `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p>`,
      [['seen']],
    ],
    [
      'the code of a field is left out',
      `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>`,
      [['3']],
    ],
    [
      'a break of a line and a tab',
      `<w:p><w:r><w:t>Name:</w:t><w:tab/><w:t>Doe</w:t><w:br/><w:t>Age: 40</w:t></w:r></w:p>`,
      [['Name:\tDoe', 'Age: 40']],
    ],
    [
      'a cell with two paragraphs stays in its row',
      table([paragraph('Drug') + paragraph('name'), paragraph('Norco')]),
      [['Drug name   Norco']],
    ],
    [
      'a table in a cell stays in its row',
      table([paragraph('Plan'), table([paragraph('a'), paragraph('b')])]),
      [['Plan   a b']],
    ],
    [
      'pages are where the word processor broke them',
      `${paragraph('one')}<w:p>${breakLine}<w:r><w:t>two</w:t></w:r></w:p>`,
      [['one'], ['two']],
    ],
    [
      'a break that both noted is one',
      `${paragraph('one')}<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>${breakLine}<w:r><w:t>two</w:t></w:r></w:p>`,
      [['one'], ['two']],
    ],
    [
      'a text box counts once',
      `<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph('box')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${paragraph('box')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>`,
      [['box']],
    ],
  ];
  test.each(cases)('%s', (_, body, expected) => {
    expect(linesOf(wordDocumentOf(body))).toEqual(expected);
  });

  test('numbers its lists', () => {
    const numbering = `<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>`;
    const item = (text: string, level: number): string =>
      paragraph(text, `<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="7"/></w:numPr></w:pPr>`);
    const body = item('Physical therapy', 0) + item('eight visits', 1) + item('two a week', 1) + item('Norco', 0);
    expect(linesOf(wordDocumentOf(body, { 'word/numbering.xml': numbering }))).toEqual([
      ['1. Physical therapy', '1a) eight visits', '1b) two a week', '2. Norco'],
    ]);
  });

  test('names the pictures and objects that are not read; a page of nothing else goes to a person', async () => {
    const picture = '<w:p><w:r><w:drawing><a:blip r:embed="rId1"/></w:drawing></w:r></w:p>';
    const body = `${paragraph('Signed:')}${picture}<w:p><w:r><w:br w:type="page"/></w:r></w:p>${picture}<w:p><w:object><o:OLEObject/></w:object></w:p>`;
    const { pages } = await readPages(wordDocumentOf(body), wordDocument);
    expect(pages.map(({ source, reason }) => [source, reason])).toEqual([
      ['text-layer', 'The document has its words. But 1 picture on it was not read.'],
      [
        'unreadable',
        'The page has no words, and 1 picture and 1 embedded object on it were not read; a PDF of the document can be read.',
      ],
    ]);
  });
});

describe('what unpacks to too much is refused', () => {
  const bomb = wordDocumentOf(paragraph('a'.repeat(3_000_000)));
  test('when it says so', () => {
    expect(bomb.length).toBeLessThan(20_000);
    expect(readWordDocument(bomb, 1_000_000).kind).toBe('too-large');
  });
  test('when it lies about it', async () => {
    const liar = Buffer.from(bomb);
    // The size in the directory, 24 bytes into its entry.
    for (
      let at = liar.indexOf('PK\u0001\u0002', 0, 'latin1');
      at >= 0;
      at = liar.indexOf('PK\u0001\u0002', at + 4, 'latin1')
    )
      liar.writeUInt32LE(10, at + 24);
    expect(readWordDocument(liar, 1_000_000).kind).toBe('too-large');
    expect(await identifyDocument(liar, { maxUnpackedBytes: 1_000_000 })).toMatchObject({
      kind: 'refused',
      code: 'too-large',
    });
  });
});

test.each([
  [
    'a workbook',
    zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' }),
    'unsupported',
    /only DOCX/,
  ],
  [
    'a presentation',
    zipOf({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<p/>' }),
    'unsupported',
    /only DOCX/,
  ],
  ['an archive of documents', zipOf({ 'scan.pdf': '%PDF-1.7' }), 'container', /unpack/],
  ['a Word document of before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'unsupported', /save it as PDF/],
])('%s is refused with what to do', async (_, bytes, code, reason) => {
  const identified = await identifyDocument(bytes);
  expect(identified).toMatchObject({ kind: 'refused', code });
  expect(identified.kind === 'refused' ? identified.reason : '').toMatch(reason);
});

test('a document cut off in the middle is damaged', () => {
  expect(readWordDocument(wordDocumentOf(paragraph('a')).subarray(0, 100), limit).kind).toBe('damaged');
});
