import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { renderDocx } from '../../../functions/assemble/render-docx.ts';
import { withFixedTimes } from '../../../functions/assemble/zip-times.ts';
import { longLetter } from './long-letter.ts';
import * as sample from './sample-case.ts';
import { unzipped } from './unzipped.ts';

const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });

const part = (docx: Uint8Array, name: string): string => unzipped(docx).get(name) ?? '';

/** The text of each paragraph with its style. */
const paragraphs = (xml: string): { style: string | undefined; text: string }[] =>
  [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, inner = '']) => ({
    style: /<w:pStyle w:val="([^"]+)"/.exec(inner)?.[1],
    text: [...inner.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  }));

afterEach(() => {
  jest.useRealTimers();
});

describe('renderDocx', () => {
  test('has headings, items and labelled paragraphs', async () => {
    const found = paragraphs(part(await renderDocx(determination), 'word/document.xml'));
    const styled = (style: string): string[] => found.filter((p) => p.style === style).map(({ text }) => text);
    expect(styled('Heading1')).toEqual(['IMR FINAL DETERMINATION']);
    expect(styled('Heading2')).toHaveLength(5);
    expect(styled('Heading3')).toEqual(['Physical therapy with massage qty: 8.00: Upheld']);
    expect(found.map(({ text }) => text)).toContain('Certification(s)/Specialty: Internal Medicine');
    expect(styled('Cell').slice(0, 4)).toEqual(['Case Number:', 'CM15-0165862', 'Date Assigned:', '09/02/2015']);
  });

  test('repeats the header row of the documents and numbers the pages', async () => {
    const docx = await renderDocx(longLetter());
    expect(part(docx, 'word/document.xml').match(/<w:tblHeader\/>/g)).toHaveLength(1);
    expect(part(docx, 'word/footer1.xml')).toMatch(/CM15-0165862.*>PAGE<.*>NUMPAGES</s);
  });

  test('escapes what would be markup', async () => {
    const xml = part(await renderDocx(longLetter()), 'word/document.xml');
    expect(xml).toContain('&lt;script&gt;');
    expect(xml).not.toContain('<script');
  });

  test('is the same bytes at another time', async () => {
    const fake: Parameters<typeof jest.useFakeTimers>[0] = {
      doNotFake: [
        'nextTick',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
        'queueMicrotask',
        'setInterval',
        'clearInterval',
        'performance',
        'hrtime',
      ],
    };
    jest.useFakeTimers({ ...fake, now: new Date('2020-01-01T00:00:00Z') });
    const first = await renderDocx(determination);
    jest.useFakeTimers({ ...fake, now: new Date('2031-07-09T10:11:12Z') });
    const second = await renderDocx(determination);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test('carries the time of the signature and no name', async () => {
    const docx = await renderDocx(determination);
    expect(part(docx, 'docProps/core.xml')).toContain('>2015-09-20T16:30:00Z</dcterms:created>');
    expect([...unzipped(docx).values()].join(' ')).not.toMatch(/quillon|vantongeren|reviewer-7|un-named/i);
  });
});

describe('withFixedTimes', () => {
  test('refuses bytes that are no ZIP', () => {
    expect(() => withFixedTimes(new Uint8Array(10))).toThrow('no ZIP directory at the end');
    expect(() => withFixedTimes(new Uint8Array(100))).toThrow('no ZIP directory at the end');
  });
});
