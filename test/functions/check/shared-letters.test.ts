import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { addDays } from '../../../functions/domain/calendar.ts';
import { documentText } from '../../../functions/domain/page-text.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';
import { letterText } from './letter-text.ts';

// Real letters stand beside the repository and are never copied into it; without them these tests are not there.
const shared = new URL('../../../../shared/', import.meta.url);
const letters = new URL('letters/', shared);
const seed = new URL('seed-final-determination.txt', shared);
const profile = profileFor('2017-06-01');

test('an invented letter that contradicts its header is found, and one that does not is not', () => {
  const errorsOf = (denial: string) =>
    checkLetter({ letter: readLetter(letterText({ header: { denial } })), profile }).map(({ rule }) => rule);
  expect(errorsOf('08/18/2015')).toEqual([]);
  expect(errorsOf('08/19/2015')).toEqual(['date-against-header']);
});

if (existsSync(letters)) {
  describe('real letters', () => {
    const files = readdirSync(letters).filter((file) => file.endsWith('.pdf'));
    const errors = new Map<string, string[]>();
    const noticed = new Map<string, number>();
    test('all are read whole, and at most one in twenty of those that agree with themselves has an error', async () => {
      for (const file of files) {
        const { pages } = await readPages(new Uint8Array(readFileSync(new URL(file, letters))), 'application/pdf');
        const { text } = documentText(pages);
        const letter = readLetter(text);
        expect(letter.items).toHaveLength(text.match(/Claims\s+Administrator\s+guideline:/g)?.length ?? -1);
        expect(Object.keys(letter.header)).toHaveLength(7);
        for (const item of letter.items) {
          expect([item.rationale?.text, item.reviewerGuideline?.text, item.item.text, item.decision]).not.toContain(
            undefined,
          );
        }
        const found = checkLetter({ letter, profile }).filter(({ severity }) => severity === 'error');
        for (const field of ['urDenialDate', 'dateOfInjury'] as const) {
          const moved = { ...letter, header: { ...letter.header, [field]: addDays(letter.header[field] ?? '', -400) } };
          const rules = checkLetter({ letter: moved, profile }).map(({ rule }) => rule);
          if (rules.includes('date-against-header')) noticed.set(field, (noticed.get(field) ?? 0) + 1);
        }
        if (found.length > 0)
          errors.set(
            file.slice(0, 12),
            found.map(({ rule }) => rule),
          );
      }
      // Most letters state both dates in their prose: a header that is off is noticed in nearly all of them.
      expect(noticed.get('urDenialDate')).toBeGreaterThanOrEqual(files.length * 0.9);
      expect(noticed.get('dateOfInjury')).toBeGreaterThanOrEqual(files.length * 0.9);
      expect(errors.get('CM16-0242302')).toEqual(['date-against-header']);
      expect(errors.get('CM17-0010362')).toEqual(['date-against-header']);
      expect(errors.size - 2).toBeLessThanOrEqual((files.length - 2) * 0.05);
    }, 120_000);
  });
}

if (existsSync(seed)) {
  test('the determination that the project starts from: its contradictions and no other error', () => {
    const findings = checkLetter({ letter: readLetter(readFileSync(seed, 'utf8')), profile });
    expect(findings.map(({ rule, values }) => [rule, values])).toEqual([
      ['request-date', ['2015-08-07', '2015-08-12']],
      ['exam-contradiction', ['limited', 'full']],
      ['pain-range', ['9', '3']],
      ['diagnosis-not-in-summary', ['hypertension', 'heart disease', 'diabetes']],
    ]);
  });
}
