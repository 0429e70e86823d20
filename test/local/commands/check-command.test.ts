import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { Finding } from '../../../functions/domain/finding.ts';
import { checkCommand } from '../../../local/commands/check-command.ts';
import { conflictsCommand } from '../../../local/commands/conflicts-command.ts';
import { letterText } from '../../functions/check/letter-text.ts';
import { caseTexts } from '../../functions/chronology/case-texts.ts';

let folder = '';
let printed = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'imr-check-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const target = path.join(folder, name);
  writeFileSync(target, text);
  return target;
};

const Findings = z.object({ findings: z.array(Finding) });

describe('imr check', () => {
  test('exits 0 when the letter agrees with itself', async () => {
    expect(await checkCommand([file('letter.txt', letterText())])).toBe(0);
    expect(printed).toMatch(/^ {2}Case number +CM15-0000001\n/);
    expect(printed).toMatch(
      /\n {2}Item 1 +Acupuncture 12 visits: Upheld\n {4}administrator +MTUS: Acupuncture Treatment 2007\n/,
    );
    expect(printed).toMatch(/\n\n0 errors, 0 warnings, 0 notes\n$/);
  });

  test('exits 1 on an error, and prints findings with rule, place and both values', async () => {
    const letter = file('letter.txt', letterText({ header: { denial: '08/19/2015' } }));
    expect(await checkCommand([letter, '--json'])).toBe(1);
    expect(Findings.parse(JSON.parse(printed)).findings).toMatchObject([
      { rule: 'date-against-header', severity: 'error', values: ['2015-08-18', '2015-08-19'] },
    ]);
  });

  test('a warning alone exits 0', async () => {
    const guideline = 'The Expert Reviewer did not cite any medical evidence for its decision.';
    expect(await checkCommand([file('letter.txt', letterText({ guideline }))])).toBe(0);
    expect(printed).toMatch(/^WARNING guideline-cited/m);
  });

  test('the case file follows --case, one or many', async () => {
    const letter = file(
      'letter.txt',
      letterText({ rationale: 'There is no pain score documented. It is not medically necessary.' }),
    );
    const files = caseTexts().map((text, index) => file(`${index}.txt`, text));
    expect(await checkCommand([letter, '--case', ...files, '--json'])).toBe(1);
    const { findings } = Findings.parse(JSON.parse(printed));
    expect(findings.find(({ rule }) => rule === 'negative-claim')?.places[1]).toMatchObject({
      in: 'case-file',
      name: '3.txt',
      page: 1,
    });
  });

  test.each([
    ['no letter', 'A note about something else.', /^.*letter\.txt: no decided item/],
    ['damaged JSON', '{ "schema": ', /not well-formed JSON/],
    ['another JSON', '{ "schema": "other" }', /is no determination: schema/],
    ['an empty file', '', /letter\.txt: /],
  ])('%s exits 2 with one line that names the file', async (_title, text, message) => {
    await expect(checkCommand([file('letter.txt', text)])).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
  });

  test('a file that is not there and two letters are asked back', async () => {
    await expect(checkCommand([path.join(folder, 'missing.pdf')])).rejects.toThrow('there is no such file');
    await expect(checkCommand([file('a.txt', ''), file('b.txt', '')])).rejects.toThrow('name one letter');
    await expect(checkCommand([])).rejects.toThrow('no letter is named');
  });
});

describe('imr conflicts', () => {
  const Conflicts = z.array(
    z.object({
      field: z.string(),
      values: z.array(z.string()),
      sources: z.array(z.object({ value: z.string(), file: z.string(), page: z.number(), quote: z.string() })),
    }),
  );

  test('prints each conflict with its field, and its values and sources in the order of the files', async () => {
    const texts = caseTexts({ document: 'decision', slots: { rfa: '08/12/2015' } });
    const files = texts.map((text, index) => file(`${index}.txt`, text));
    expect(await conflictsCommand([...files, '--json'])).toBe(0);
    const [conflict, ...more] = Conflicts.parse(JSON.parse(printed));
    expect(conflict).toMatchObject({ field: 'rfa_date', values: ['2015-08-12', '2015-08-07'] });
    expect(conflict?.sources.map(({ file: name, value }) => [name, value])).toEqual([
      ['1.txt', '2015-08-12'],
      ['2.txt', '2015-08-07'],
    ]);
    expect(more).toEqual([]);
  });

  test('a case that agrees has none', async () => {
    const files = caseTexts().map((text, index) => file(`${index}.txt`, text));
    await conflictsCommand([...files, '--json']);
    expect(JSON.parse(printed)).toEqual([]);
  });
});
