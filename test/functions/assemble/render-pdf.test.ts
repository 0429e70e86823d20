import { describe, expect, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { letterSections } from '../../../functions/assemble/letter-sections.ts';
import { renderPdf } from '../../../functions/assemble/render-pdf.ts';
import { longLetter } from './long-letter.ts';
import { pdfStructure, pdfText } from './pdf-text.ts';
import * as sample from './sample-case.ts';

const long = renderPdf(longLetter());
const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });

/** The objects of the file as text; the structure tree is not compressed. */
const raw = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe('renderPdf', () => {
  test('has the letter in its text layer, the item on a line of its own', async () => {
    const { pages } = await pdfText(await renderPdf(determination));
    const lines = pages.flat();
    expect(lines).toContain('IMR FINAL DETERMINATION');
    expect(lines).toContain('Physical therapy with massage qty: 8.00: Upheld');
    for (const { heading } of letterSections(determination).sections) expect(lines).toContain(heading);
    expect(lines.join(' ')).toMatch(
      /Case Number: CM15-0165862 .*Date Assigned: 09\/02\/2015 .*Date of Injury: 06\/28\/2002/,
    );
  });

  test('is tagged for PDF/UA, in English, with a title and nothing of the reviewer in it', async () => {
    const bytes = await renderPdf(determination);
    const { info, pages } = await pdfText(bytes);
    expect(info).toMatchObject({
      Title: 'IMR Final Determination CM15-0165862',
      PDFFormatVersion: '1.7',
      Language: 'en-US',
      IsAcroFormPresent: false,
    });
    expect(info['Author']).toBeUndefined();
    const objects = raw(bytes);
    expect(objects).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
    expect(objects).toMatch(/\/MarkInfo|\/Marked true/);
    expect(count(objects, /\/S \/H1\b/g)).toBe(1);
    expect(count(objects, /\/S \/H2\b/g)).toBe(5);
    expect(count(objects, /\/S \/H3\b/g)).toBe(1);
    expect(count(objects, /\/S \/Table\b/g)).toBe(2);
    expect(count(objects, /\/S \/TH\b/g)).toBe(7 + 5);
    expect(count(objects, /\/Scope \/(?:Row|Column)/g)).toBe(7 + 5);
    expect(`${objects} ${pages.flat().join(' ')}`).not.toMatch(/quillon|vantongeren|reviewer-7/i);
  });

  test('has every word in the structure tree or in an artifact, also where a paragraph or a row goes on', async () => {
    const { untagged, tags } = await pdfStructure(await long);
    expect(untagged).toEqual([]);
    expect(tags.filter((tag) => tag === 'H3')).toHaveLength(5);
    expect(new Set(tags)).toEqual(new Set(['Document', 'Sect', 'H1', 'H2', 'H3', 'P', 'Table', 'TR', 'TH', 'TD']));
  });

  test('has as many cells in each row of a table as in the others', async () => {
    const { tags } = await pdfStructure(await renderPdf(determination));
    const rows = tags
      .join(' ')
      .split('TR')
      .slice(1)
      .map((row) => row.match(/T[HD]/g)?.length);
    expect(rows).toEqual([4, 4, 4, 4, 5, 5, 5, 5]);
  });

  test('uses embedded fonts only', async () => {
    const objects = raw(await long);
    expect(count(objects, /\/Subtype \/Type0/g)).toBeGreaterThan(5);
    expect(count(objects, /\/FontFile2/g)).toBe(count(objects, /\/Type \/FontDescriptor/g));
    expect(objects).not.toMatch(/\/Subtype \/Type1|Helvetica/);
  });

  test('is the same bytes every time', async () => {
    const [first, second] = [await long, await renderPdf(longLetter())];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test('numbers every page and leaves no heading at the foot of one', async () => {
    const { pages } = await pdfText(await long);
    expect(pages.length).toBeGreaterThan(5);
    const headings = letterSections(longLetter()).sections.map(({ heading }) => heading);
    pages.forEach((lines, index) => {
      expect(lines.at(-1)).toBe(
        `Final Determination Letter for IMR Case Number CM15-0165862 · Page ${index + 1} of ${pages.length}`,
      );
      expect(headings).not.toContain(lines.at(-2));
      expect(lines.at(-2)).not.toMatch(/: (?:Upheld|Overturned)$/);
    });
  });

  test('loses no word of a long letter', async () => {
    const letter = longLetter();
    const { pages } = await pdfText(await long);
    const body = pages
      .flatMap((lines) => lines.slice(0, -1))
      .join(' ')
      .replace(/\s+/g, ' ');
    const solid = body.replaceAll(' ', '');
    for (const [index, { item, decision }] of letter.items.entries()) {
      expect(body).toContain(`${item.replace('≥', '>=')}: ${decision}`);
      expect(body).toContain(`Rationale ${index + 1} ends.`);
    }
    expect(count(body, /no therapy note shows a gain in function/g)).toBe(4 * 9 + 60);
    expect(body).toContain('Øystein Łukasiewicz, Nguyễn Thị Hạnh, Анна Кузнецова, Γιώργος Παπαδόπουλος');
    expect(body).toContain('(up) pain');
    expect(solid).toContain('pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(6));
    expect(solid).toContain('X'.repeat(180));
    expect(count(body, /\bVery\b/g)).toBe(300);
    expect(body).toContain('1. first line 2. second line');
  });

  test('gives the words themselves to a screen reader where no font has the characters', async () => {
    const objects = await long;
    // UTF-16, big end first, as PDF strings are: two Chinese characters, and four Indic ones (U+0936 U+0930 U+094D
    // U+092E, the byte 09 written as \t) whose glyphs stand in another order.
    expect(Buffer.from(objects).includes(Buffer.from([0x5f, 0x20, 0x4f, 0x1f]))).toBe(true);
    expect(raw(objects)).toContain(String.raw`\t6\t0\tM\t.`);
    expect(raw(objects)).toContain('/ActualText');
    expect(raw(await renderPdf(determination))).not.toContain('/ActualText');
  });
});
