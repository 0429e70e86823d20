// Paints, damages and reads pages outside of Jest, whose sandbox makes loops over pixels some twenty times slower.
import { parentPort } from 'node:worker_threads';
import { readPage } from '../../../local/textract/engine/read-page.ts';
import { openEngine } from '../../../local/textract/engine/tesseract-engine.ts';
import { greyImage, type GreyImage } from '../../../local/textract/image/grey-image.ts';
import { quarterTurn } from '../../../local/textract/image/quarter-turn.ts';
import { squarePixels } from '../../../local/textract/image/square-pixels.ts';
import type { PageReading } from '../../../local/textract/page-reading.ts';
import { damagedPage, grain, type Damage } from './degrade-page.ts';
import { paintPage } from './paint-page.ts';
import { sampleText, sampleWords } from './sample-text.ts';

export type ReadingTask =
  { damage: Damage } | { quarters: number } | { blankGrey: number; grain: number } | { alone: string };
export type ReadingResult = { truth: string[]; words: PageReading['words'] };

const engine = await openEngine();

const paint = async (task: ReadingTask): Promise<{ image: GreyImage; truth: string[] }> => {
  if ('blankGrey' in task)
    return { image: grain(greyImage(1275, 1650, 150, task.blankGrey), task.grain, 4), truth: [] };
  if ('alone' in task) {
    const page = { sizePoints: 14, dates: [], lines: [{ pieces: [{ text: task.alone, x: 270 }] }] };
    return { image: grain(paintPage(page, 150), 20, 4), truth: sampleWords(page) };
  }
  if ('damage' in task) {
    const { page, image } = await damagedPage(task.damage, 2);
    return { image: squarePixels(image, 0, 0), truth: sampleWords(page) };
  }
  const page = sampleText(2);
  return { image: quarterTurn(paintPage(page, 150), task.quarters), truth: sampleWords(page) };
};

const answer = async (task: ReadingTask): Promise<void> => {
  const { image, truth } = await paint(task);
  const result: ReadingResult = { truth, words: readPage(engine, image).words };
  parentPort?.postMessage(result, []);
};

parentPort?.on('message', (task: ReadingTask) => void answer(task));
