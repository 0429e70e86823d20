import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { PDFDocument } from '@cantoo/pdf-lib';

const root = path.join(import.meta.dirname, '../..');
const sample = (name: string): string => path.join(root, 'samples', name);
const caseFile = readdirSync(sample('case-file')).map((name) => sample(`case-file/${name}`));
const folder = mkdtempSync(path.join(tmpdir(), 'imr-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const minutes = 60_000;

const imr = (...args: string[]): Promise<{ code: number; out: string; errors: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['local/imr.js', ...args], { cwd: root }, (error, out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, out, errors });
    });
  });
const file = (name: string, body: string | Uint8Array): string => {
  const full = path.join(folder, name);
  writeFileSync(full, body);
  return full;
};
const fixed = ['--decisions', sample('decisions.json'), '--out', path.join(folder, 'out')];

describe('imr run', () => {
  test(
    'reads the sample, decides it, and leaves the determination in all its forms',
    async () => {
      const { code, out, errors } = await imr('run', ...caseFile, '--case', 'CM15-0165862', ...fixed);
      expect(errors).toBe('');
      expect(code).toBe(0);
      expect(out).toMatch(/s {2}Register$/m);
      expect(out).toMatch(/s {2}Issue$/m);
      expect(readdirSync(path.join(folder, 'out')).toSorted()).toEqual([
        'case.json',
        'determination.docx',
        'determination.html',
        'determination.json',
        'determination.pdf',
        'evidence.json',
        'fhir.json',
      ]);
      expect(readFileSync(path.join(folder, 'out/determination.html'), 'utf8')).toContain(
        'Physical therapy with massage qty: 8.00: Upheld',
      );
    },
    3 * minutes,
  );

  test(
    'names each file that cannot be read and why, and loses no other',
    async () => {
      const bad = [
        file('empty.pdf', ''),
        file('program.pdf', Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004\u0000', 'latin1')),
        file('locked.pdf', await lockedPdf()),
        file('no-pages.pdf', noPagesPdf),
      ];
      const { code, errors } = await imr('run', ...caseFile.slice(0, 3), ...bad, '--case', 'CM15-0165862', ...fixed);
      expect(code).toBe(1);
      for (const name of ['empty.pdf', 'program.pdf', 'locked.pdf', 'no-pages.pdf']) {
        expect(errors).toMatch(new RegExp(`^imr run: ${name}: .+$`, 'm'));
      }
      expect(errors).toMatch(/waits for a person to screen it/);
      const view = JSON.parse(readFileSync(path.join(folder, 'out/case.json'), 'utf8'));
      expect(view.registration.documents).toHaveLength(3);
      expect(view.registration.refused.map((refusal: { code: string }) => refusal.code).toSorted()).toEqual([
        'empty',
        'encrypted',
        'no-pages',
        'unsupported',
      ]);
      expect(view.ledger.filter((row: { source: string }) => row.source === 'waiting')).toEqual([]);
    },
    2 * minutes,
  );

  test.each([
    ['a case number in a wrong form', ['run', 'x', '--case', 'CM15-12'], /"CM15-12" is no case number/],
    ['no case number', ['run', 'x'], /--case is missing/],
    [
      'a file that is not there',
      ['run', '/nowhere.pdf', '--case', 'CM15-0165862'],
      /\/nowhere\.pdf: there is no such file/,
    ],
    ['no file', ['run', '--case', 'CM15-0165862'], /no file is named/],
    ['an unknown option', ['run', '--colour'], /Unknown option '--colour'/],
    ['an unknown command', ['sing'], /there is no command "sing"/],
    [
      'decisions that are no JSON',
      ['run', sample('README.md'), '--case', 'CM15-0165862', '--decisions', sample('README.md')],
      /README\.md: /,
    ],
  ])('%s is refused with one line and exit code 2', async (_title, args, message) => {
    const { code, errors } = await imr(...args);
    expect(code).toBe(2);
    expect(errors.split('\n')[0]).toMatch(message);
  });
});

/** A PDF that a password protects. */
const lockedPdf = async (): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  pdf.encrypt({ userPassword: 'secret', ownerPassword: 'owner' });
  return pdf.save();
};

/** A well-formed PDF whose page tree is empty. */
const noPagesPdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
xref
0 3
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
trailer<</Size 3/Root 1 0 R>>
startxref
96
%%EOF
`;
