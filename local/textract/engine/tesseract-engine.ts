import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { pgmOf, type GreyImage } from '../image/grey-image.ts';
import { readingOfTsv, type Reading } from './reading.ts';

/** How the engine cuts a page into blocks: 3 finds columns itself, 4 one column of lines of any size, 6 one block. */
export type Segmentation = 3 | 4 | 6 | 11;

/** The parts of the engine's interface that are used; the package ships no types for its core. */
type BaseApi = {
  Init(dataPath: null, language: string, engineMode: number): number;
  SetImageFile(exifOrientation: number, angle: number): number;
  SetVariable(name: string, value: string): void;
  Recognize(monitor: null): number;
  GetTSVText(page: number): string;
  Clear(): void;
  End(): void;
};
type Core = {
  FS: { writeFile(name: string, data: Uint8Array): void; unlink(name: string): void };
  TessBaseAPI: new () => BaseApi;
};
const CoreFactory = z.custom<(options: object) => Promise<Core>>((value) => typeof value === 'function');

const require = createRequire(import.meta.url);

/** The `fast` English model, byte for byte what Debian ships (decision 0018 tells why it comes out of this package). */
const modelFile = (): Uint8Array => {
  const folder = path.dirname(require.resolve('tesseract.js-node/package.json'));
  return readFileSync(path.join(folder, 'test', 'fixtures', 'tessdata', 'eng.traineddata'));
};

const neuralOnly = 1;

export type Engine = {
  /** Reads a page. Words come line by line in the engine's order; boxes in pixels of the image. */
  read(image: GreyImage, segmentation: Segmentation): Reading;
  close(): void;
};

/** Loads the engine and its model into this thread: about a tenth of a second, 100 MB. Nothing is fetched. */
export const openEngine = async (): Promise<Engine> => {
  // The core belongs to tesseract.js, so it is resolved from there.
  const inPackage = createRequire(require.resolve('tesseract.js'));
  const core = await CoreFactory.parse(inPackage('tesseract.js-core/tesseract-core-simd-lstm'))({});
  core.FS.writeFile('./eng.traineddata', modelFile());
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'eng', neuralOnly) !== 0) throw new Error('the OCR engine does not accept its model');
  api.SetVariable('debug_file', '/dev/null');
  api.SetVariable('textord_tabfind_vertical_text', '0');
  return {
    read(image, segmentation) {
      core.FS.writeFile('/input', pgmOf(image));
      try {
        api.SetVariable('user_defined_dpi', String(Math.round(image.dpi)));
        api.SetVariable('tessedit_pageseg_mode', String(segmentation));
        if (api.SetImageFile(1, 0) !== 0) throw new Error('the OCR engine does not accept the picture');
        api.Recognize(null);
        return readingOfTsv(api.GetTSVText(0));
      } finally {
        api.Clear();
        core.FS.unlink('/input');
      }
    },
    close() {
      api.End();
    },
  };
};
