import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { storedPoint, upsideDown } from '../../../local/textract/engine/prepare-page.ts';
import { greyImage } from '../../../local/textract/image/grey-image.ts';
import { measureLevels } from '../../../local/textract/image/local-contrast.ts';
import type { Damage } from './degrade-page.ts';
import type { ReadingResult, ReadingTask } from './reading-worker.ts';
import { wordErrors } from './word-errors.ts';

let worker: Worker;
beforeAll(() => {
  worker = new Worker(new URL('./reading-worker.ts', import.meta.url));
});
afterAll(() => worker.terminate());

const read = async (task: ReadingTask): Promise<ReadingResult> => {
  worker.postMessage(task, []);
  const [result] = await once(worker, 'message');
  return result;
};

// Bounds are about twice what was measured, so that they fail when something breaks and not when a comma does.
describe('a page with exact truth, damaged', () => {
  test.each<[Damage, number]>([
    ['clean 200', 0.01],
    ['skew', 0.03],
    ['low contrast', 0.03],
    ['stains', 0.04],
    ['noise', 0.06],
    ['fax fine', 0.1],
    ['fax standard', 0.15],
    ['dot matrix', 0.4],
    ['rotated 180', 0.03],
  ])('%s: at most %s of its words are wrong', async (damage, most) => {
    const { truth, words } = await read({ damage });
    const errors = wordErrors(
      truth,
      words.map((word) => word.text),
    );
    expect(errors / truth.length).toBeLessThanOrEqual(most);
  });
});

describe('boxes', () => {
  const centreOf = ({ words }: ReadingResult, text: string) => {
    const corners = words.find((word) => word.text === text)?.corners ?? [];
    expect(corners).toHaveLength(4);
    const mean = (of: (corner: { x: number; y: number }) => number) =>
      corners.reduce((sum, corner) => sum + of(corner) / 4, 0);
    return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
  };

  test('of a page turned by a quarter lie on the words of the stored page', async () => {
    const upright = centreOf(await read({ quarters: 0 }), 'PHYSICIAN');
    const turned = centreOf(await read({ quarters: 1 }), 'PHYSICIAN');
    expect(Math.hypot(turned.x - (1 - upright.y), turned.y - upright.x)).toBeLessThan(0.01);
  });

  test('the way back undoes every turn: half a turn more is the opposite pixel', () => {
    const levels = measureLevels(greyImage(60, 90, 100));
    const turns = fc.record({
      quarters: fc.integer({ min: 0, max: 3 }),
      skewDegrees: fc.double({ min: -4, max: 4, noNaN: true }),
      x: fc.integer({ min: 0, max: 59 }),
      y: fc.integer({ min: 0, max: 89 }),
    });
    fc.assert(
      fc.property(turns, ({ quarters, skewDegrees, x, y }) => {
        const page = { image: greyImage(60, 90, 100), quarters, skewDegrees, levels, lineSharpness: 9, hasDots: false };
        const there = storedPoint(page, x, y);
        const back = storedPoint(upsideDown(page), 59 - x, 89 - y);
        // Pixels have a size: the opposite pixel is one pixel off the opposite point.
        expect(Math.hypot(there.x - back.x, there.y - back.y)).toBeLessThan(0.03);
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  [245, 0],
  [140, 0],
  [245, 25],
  [225, 60],
])('an empty page of grey %s with grain %s has no words, and is not given to the engine', async (blankGrey, grain) => {
  expect((await read({ blankGrey, grain })).words).toEqual([]);
});

test('a page with two words on it is not empty', async () => {
  const { truth, words } = await read({ alone: 'Exhibit Records' });
  expect(words.map((word) => word.text)).toEqual(truth);
  // Were its grain taken for letters, it would take longer.
}, 15_000);
