import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { steps, type Step } from '../../functions/steps.ts';
import { bundleHandlers } from '../../infra/bundle-handlers.ts';

const root = path.resolve(import.meta.dirname, '../..');
// Outside the repository, so that nothing is found in its node_modules: as on Lambda.
const workFolder = mkdtempSync(path.join(tmpdir(), 'imr-bundles-'));
afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

const row = (name: string): Step => ({
  name,
  folder: name,
  entry: { kind: 'state', waits: false },
  reads: [],
  writes: [],
  may: [],
  memoryMegabytes: 128,
  timeoutSeconds: 1,
});
const run = (script: string): string =>
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: workFolder,
    encoding: 'utf8',
    // pdfjs says that it found no canvas.
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();

describe('a handler that opens files of packages', () => {
  const fixture = path.join(workFolder, 'fixture');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(fixture, file)), { recursive: true });
    writeFileSync(path.join(fixture, file), text);
  };
  write('package.json', JSON.stringify({ version: '1.2.3', dependencies: { pdfkit: '1' }, description: 'not needed' }));
  write(
    'functions/small/handler.ts',
    `import { z } from 'zod';
     import manifest from '../../package.json' with { type: 'json' };
     export const handler = (event: unknown) => z.object({ a: z.number() }).parse(event).a + ' ' + manifest.version;`,
  );
  write(
    'functions/letter/handler.ts',
    `import { createRequire } from 'node:module';
     import PDFDocument from 'pdfkit';
     import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
     import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
     Object.assign(globalThis, { pdfjsWorker: pdfWorker });
     const font = createRequire(import.meta.url).resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff');
     export const handler = async (text: string) => {
       const document = new PDFDocument();
       const parts: Uint8Array[] = [];
       document.on('data', (part: Uint8Array) => parts.push(part));
       document.font('Helvetica').text('standard').font(font).text(text).end();
       await new Promise((resolve) => document.on('end', resolve));
       const read = await getDocument({ data: new Uint8Array(Buffer.concat(parts)), verbosity: 0 }).promise;
       const content = await (await read.getPage(1)).getTextContent();
       return content.items.map((item: any) => item.str).join('|');
     };`,
  );
  const linked = path.join(fixture, 'node_modules');
  symlinkSync(path.join(root, 'node_modules'), linked);
  const output = path.join(workFolder, 'out');
  const bundled = bundleHandlers(fixture, output, [row('small'), row('letter')]);

  test('carries them, writes a PDF with them and reads it back, with no node_modules around', async () => {
    const folder = (await bundled).get('letter') ?? '';
    expect(readdirSync(path.join(folder, 'node_modules'))).toEqual(
      expect.arrayContaining(['pdfkit', 'fontkit', 'pdfjs-dist', '@fontsource']),
    );
    const script = `const { handler } = await import(${JSON.stringify(path.join(folder, 'index.mjs'))});
      console.log(await handler('Upheld'));`;
    expect(run(script).split('\n').at(-1)).toBe('standard||Upheld');
  });

  test('leaves a handler alone that needs none, and gives it the version and nothing else of package.json', async () => {
    const folder = (await bundled).get('small') ?? '';
    expect(readdirSync(folder).toSorted()).toEqual(['index.mjs', 'index.mjs.map']);
    expect(readFileSync(path.join(folder, 'index.mjs'), 'utf8')).not.toContain('not needed');
    const script = `const { handler } = await import(${JSON.stringify(path.join(folder, 'index.mjs'))});
      console.log(handler({ a: 1 }));`;
    expect(run(script)).toBe('1 1.2.3');
  });

  test('names the handlers that are missing', async () => {
    const missing = bundleHandlers(fixture, path.join(workFolder, 'none'), [row('small'), row('absent')]);
    await expect(missing).rejects.toThrow('no handler: functions/absent/handler.ts');
    expect(existsSync(path.join(workFolder, 'none'))).toBe(false);
  });
});

describe('the handlers of the table', () => {
  const output = path.join(workFolder, 'table');

  test('all bundle, and load with nothing but what they carry', async () => {
    const folders = await bundleHandlers(root, output, steps);
    const files = [...folders.values()].map((folder) => path.join(folder, 'index.mjs'));
    const script = `const found = [];
      for (const file of ${JSON.stringify(files)}) found.push(typeof (await import(file)).handler);
      console.log(found.join());`;
    expect(run(script).split('\n').at(-1)).toBe(steps.map(() => 'function').join());
  });

  test('fit Lambda: 250 MB unpacked, and only those that need packages carry them', () => {
    const bytesUnder = (folder: string): number =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
        (sum, file) => sum + (file.isFile() ? readFileSync(path.join(file.parentPath, file.name)).length : 0),
        0,
      );
    for (const step of steps) expect(bytesUnder(path.join(output, step.name))).toBeLessThan(60 * 1024 * 1024);
    expect(
      steps.filter(({ name }) => existsSync(path.join(output, name, 'node_modules'))).map(({ name }) => name),
    ).toEqual(['register', 'ocr', 'ocr-detect', 'ocr-collect', 'chronology', 'assemble']);
  });
});
