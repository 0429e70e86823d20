import { expect, test } from '@jest/globals';
import UTIF from 'utif2';
import { partOfTiff } from '../../../functions/tiff/part-of-tiff.ts';

type Page = { width: number; isReducedCopy?: boolean };

/** A TIFF whose pages are told apart by their widths: only directories, each with its picture's sides and kind. */
const tiffOf = (pages: readonly Page[], isLittle: boolean): Uint8Array => {
  const directoryBytes = 2 + 3 * 12 + 4;
  const bytes = new Uint8Array(8 + pages.length * directoryBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'));
  view.setUint32(4, 8, isLittle);
  pages.forEach(({ width, isReducedCopy = false }, index) => {
    const at = 8 + index * directoryBytes;
    view.setUint16(at, 3, isLittle);
    const entries = [
      [254, isReducedCopy ? 1 : 0],
      [256, width],
      [257, 10],
    ] as const;
    entries.forEach(([tag, value], entry) => {
      view.setUint16(at + 2 + entry * 12, tag, isLittle);
      view.setUint16(at + 4 + entry * 12, 4, isLittle);
      view.setUint32(at + 6 + entry * 12, 1, isLittle);
      view.setUint32(at + 10 + entry * 12, value, isLittle);
    });
    view.setUint32(at + directoryBytes - 4, index + 1 < pages.length ? at + directoryBytes : 0, isLittle);
  });
  return bytes;
};

const widths = (tiff: Uint8Array | undefined) =>
  tiff && UTIF.decode(Buffer.from(tiff)).map((directory): unknown => Reflect.get(directory, 't256'));

const pages: Page[] = [{ width: 1 }, { width: 2 }, { width: 99, isReducedCopy: true }, { width: 3 }, { width: 4 }];

test.each([
  ['Intel', true],
  ['Motorola', false],
])('a part of a TIFF has only the pages asked for, in %s byte order', (_, isLittle) => {
  const whole = tiffOf(pages, isLittle);
  const before = whole.slice();
  expect(widths(partOfTiff(whole, [2, 3]))).toEqual([[2], [3]]);
  expect(widths(partOfTiff(whole, [1, 4]))).toEqual([[1], [4]]);
  expect(widths(partOfTiff(whole, [1, 2, 3, 4]))).toEqual([[1], [2], [3], [4]]);
  expect(whole).toEqual(before);
});

test('a page that is not there, and a broken chain, give no part', () => {
  expect(partOfTiff(tiffOf(pages, true), [5])).toBeUndefined();
  expect(partOfTiff(tiffOf(pages, true).slice(0, 60), [1])).toBeUndefined();
});
