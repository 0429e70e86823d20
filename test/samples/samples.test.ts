import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Panel, ReviewDecisions } from '../../functions/domain/review.ts';
import { encodeG4 } from '../../samples/ccitt-g4.ts';
import { examNote } from '../../samples/documents/exam-note.ts';
import { imrApplication } from '../../samples/documents/imr-application.ts';
import { progressReport } from '../../samples/documents/progress-report.ts';
import { requestForAuthorization } from '../../samples/documents/request-for-authorization.ts';
import { therapyNote } from '../../samples/documents/therapy-note.ts';
import { urDenial } from '../../samples/documents/ur-denial.ts';
import { makeCaseFile } from '../../samples/make-case-file.ts';
import { people } from '../../samples/people.ts';
import { sampleNotice, type Sheet } from '../../samples/sheet.ts';

const folder = new URL('../../samples/', import.meta.url);
const committed = (path: string): Uint8Array => new Uint8Array(readFileSync(new URL(path, folder)));

const pageTexts = async (bytes: Uint8Array): Promise<string[]> => {
  const task = getDocument({ data: bytes, useSystemFonts: false });
  const pdf = await task.promise;
  const texts: string[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await task.destroy();
  return texts;
};

const sheets: [string, () => Sheet[]][] = [
  ['1-imr-application.pdf', imrApplication],
  ['2-ur-denial.pdf', urDenial],
  ['3-request-for-authorization.pdf', requestForAuthorization],
  ['4-progress-report-pr2.pdf', progressReport],
  ['5-exam-note.pdf', examNote],
  ['6-therapy-note.pdf', therapyNote],
];
const sheetText = (sheet: Sheet): string =>
  sheet.marks.map((mark) => (mark.kind === 'text' ? mark.text : '')).join('\n');

describe('the sample case file', () => {
  test('is made again with the same bytes', async () => {
    const made = await makeCaseFile();
    expect([...made.keys()].sort()).toEqual(readdirSync(new URL('case-file/', folder)).sort());
    for (const [fileName, bytes] of made) {
      expect({ fileName, same: Buffer.compare(bytes, committed(`case-file/${fileName}`)) }).toEqual({
        fileName,
        same: 0,
      });
    }
  });

  test('stays small', () => {
    const bytes = sheets.reduce((sum, [fileName]) => sum + committed(`case-file/${fileName}`).length, 0);
    expect(bytes).toBeLessThan(2.5e6);
  });

  test.each(sheets)('%s has its pages, each marked as a sample', async (fileName, make) => {
    const texts = await pageTexts(committed(`case-file/${fileName}`));
    const drawn = make();
    expect(texts).toHaveLength(drawn.length);
    for (const sheet of drawn) expect(sheetText(sheet)).toContain(sampleNotice);
    const isScan = Number(fileName[0]) > 3;
    for (const text of texts) expect(text.includes(sampleNotice)).toBe(!isScan);
    if (isScan) expect(texts.join('').trim()).toBe('');
  });

  test.each(sheets)('%s shows no telephone number that could be somebody’s', (_, make) => {
    for (const sheet of make()) {
      const numbers = sheetText(sheet).match(/\d{3}[-.) ]+\d{3}[-. ]+\d{4}/g) ?? [];
      expect(numbers.filter((number) => !/-555-01\d\d$/.test(number))).toEqual([]);
    }
  });

  test('carries both dates of the request for authorization', async () => {
    const denial = (await pageTexts(committed('case-file/2-ur-denial.pdf'))).join(' ');
    const request = (await pageTexts(committed('case-file/3-request-for-authorization.pdf'))).join(' ');
    expect(denial).toContain('Request for Authorization dated: 08/07/2015');
    expect(request).toContain('Date: 08/12/2015');
    expect(request).not.toContain('08/07/2015');
  });
});

describe('the sample decisions and panel', () => {
  const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
  const decisions = ReviewDecisions.parse(json('decisions.json'));
  const panel = Panel.parse(json('panel.json'));

  test('decide the disputed item of the determination', () => {
    expect(decisions.items.map(({ item, decision }) => `${item}: ${decision}`)).toEqual([
      'Physical therapy with massage qty: 8.00: Upheld',
    ]);
    expect(decisions.answers.map(({ findingId }) => findingId)).toContain('conflict:rfa_date');
  });

  test('say nothing of anybody by name', () => {
    const names = Object.values({ ...people.employee, ...people.physician, ...people.therapy }).filter((value) =>
      /^[A-Z][a-z]{4,}( |$)/.test(value),
    );
    const text = JSON.stringify(decisions);
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name) => text.includes(name))).toEqual([]);
  });

  test('know only dates that the case file shows', () => {
    const shown = new Set(
      sheets.flatMap(([, make]) => make().flatMap((sheet) => sheetText(sheet).match(/\d\d\/\d\d\/\d{4}/g) ?? [])),
    );
    const said = JSON.stringify(decisions).match(/\d\d\/\d\d\/\d{4}/g) ?? [];
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter((date) => !shown.has(date))).toEqual([]);
  });

  test('have two reviewers who fit and one for each kind of refusal', () => {
    expect(panel.reviewers).toHaveLength(6);
    const today = '2026-01-01';
    const problems = panel.reviewers.map((reviewer) =>
      [
        reviewer.licences.every(({ expiresOnDate }) => expiresOnDate < today) ? 'licence' : '',
        reviewer.holdsQmeAppointment ? 'qme' : '',
        reviewer.affiliations.includes(people.employer) ? 'affiliation' : '',
        reviewer.practiceHoursPerWeek < 24 ? 'hours' : '',
      ].filter(Boolean),
    );
    expect(problems).toEqual([[], [], ['licence'], ['qme'], ['affiliation'], ['hours']]);
  });
});

// Worked by hand from the code tables of ITU-T T.6; every case ends with the end-of-block code.
describe('encodeG4', () => {
  test.each([
    ['two white lines are two V0', '0000 0000', 4, '11'],
    ['near the edge: VL3, VL1, V0', '0110', 4, '00000100101'],
    ['far from the line above: H, white 4, black 2, V0', '0000110000000000', 16, '0011011111'],
    ['a run that ended above: P, V0', '0000110000000000 0000000000000000', 16, '001101111100011'],
  ])('%s', (_, rows, width, bits) => {
    const pixels = Uint8Array.from(rows.replaceAll(' ', ''), Number);
    const written = [...encodeG4(pixels, width)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const endOfBlock = '000000000001000000000001';
    expect(written.slice(0, bits.length + endOfBlock.length)).toBe(bits + endOfBlock);
  });
});
