import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { pgmOf, type GreyImage } from '../image/grey-image.ts';
import type { Knows } from './known-words.ts';
import { readingOfTsv, type Reading } from './reading.ts';

/** How the engine cuts a page into blocks: 3 finds columns itself, 6 is one block, 7 one line. */
export type Segmentation = 3 | 6 | 7;

/** The parts of the engine's interface that are used; the package ships no types for its core. */
type BaseApi = {
  Init(dataPath: null, language: string, engineMode: number): number;
  SetImageFile(exifOrientation: number, angle: number): number;
  SetVariable(name: string, value: string): void;
  Recognize(monitor: null): number;
  GetTSVText(page: number): string;
  Clear(): void;
  End(): void;
  /** 0 for letters that are no word of the model's dictionary. */
  IsValidWord(word: string): number;
};
type Core = {
  FS: { writeFile(name: string, data: Uint8Array): void; unlink(name: string): void };
  TessBaseAPI: new () => BaseApi;
};
const CoreFactory = z.custom<(options: object) => Promise<Core>>((value) => typeof value === 'function');

const require = createRequire(import.meta.url);

/** The `fast` English model, byte for byte what Debian ships (decision 0018 tells why it comes out of this package). */
const fastModelFile = (): Uint8Array => {
  const folder = path.dirname(require.resolve('tesseract.js-node/package.json'));
  return readFileSync(path.join(folder, 'test', 'fixtures', 'tessdata', 'eng.traineddata'));
};

/** The slower model. It errs elsewhere than the fast one, so that the two together know more than either. */
const slowModelFile = (): Uint8Array => {
  const folder = path.dirname(require.resolve('@tesseract.js-data/eng/package.json'));
  return gunzipSync(readFileSync(path.join(folder, '4.0.0_best_int', 'eng.traineddata.gz')));
};

const neuralOnly = 1;

export type Model = 'fast' | 'slow';

/** The bytes of a model, as its package ships it. */
export const readModel = (model: Model): Uint8Array => (model === 'fast' ? fastModelFile() : slowModelFile());

export type Engine = {
  /** Reads a page. Words come line by line in the engine's order; boxes in pixels of the image. */
  read(image: GreyImage, segmentation: Segmentation, model?: Model): Reading;
  /** Whether the dictionary of the fast model has the word; it knows names and drugs too. */
  knows: Knows;
  close(): void;
};

/**
 * Loads the engine and its fast model into this thread: about a tenth of a second, 100 MB. The slow model follows with
 * the first page that needs it. Nothing is fetched.
 */
export const openEngine = async (): Promise<Engine> => {
  // The core belongs to tesseract.js, so it is resolved from there.
  const inPackage = createRequire(require.resolve('tesseract.js'));
  const core = await CoreFactory.parse(inPackage('tesseract.js-core/tesseract-core-simd-lstm'))({});
  const apis = new Map<Model, BaseApi>();
  const apiOf = (model: Model): BaseApi => {
    const api = apis.get(model) ?? startModel(core, model);
    apis.set(model, api);
    return api;
  };
  apiOf('fast');
  return {
    read(image, segmentation, model = 'fast') {
      const api = apiOf(model);
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
    knows: (word) => apiOf('fast').IsValidWord(word) !== 0,
    close() {
      for (const api of apis.values()) api.End();
    },
  };
};

const startModel = (core: Core, model: Model): BaseApi => {
  const file = `./${model}.traineddata`;
  core.FS.writeFile(file, readModel(model));
  const api = new core.TessBaseAPI();
  if (api.Init(null, model, neuralOnly) !== 0) throw new Error(`the OCR engine does not accept its ${model} model`);
  core.FS.unlink(file);
  api.SetVariable('debug_file', '/dev/null');
  api.SetVariable('textord_tabfind_vertical_text', '0');
  return api;
};
