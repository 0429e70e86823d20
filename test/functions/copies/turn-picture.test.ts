import { expect, test } from '@jest/globals';
import { turnPicture } from '../../../functions/copies/turn-picture.ts';
import { uprightBox } from '../../../functions/domain/upright-box.ts';

/** Three columns and two rows; the pixel of 9 lies at the upper right. */
const picture = { width: 3, height: 2, ink: Uint8Array.of(1, 2, 9, 4, 5, 6) };

test.each([
  [0, 3, [1, 2, 9, 4, 5, 6]],
  [90, 2, [4, 1, 5, 2, 6, 9]],
  [180, 3, [6, 5, 4, 9, 2, 1]],
  [270, 2, [9, 6, 2, 5, 1, 4]],
])('a picture turned by %i degrees, and the box of a pixel in it', (degrees, width, ink) => {
  const turned = turnPicture(picture, degrees);
  expect([turned.width, turned.height, ...turned.ink]).toEqual([width, 6 / width, ...ink]);
  const box = uprightBox({ left: 2 / 3, top: 0, width: 1 / 3, height: 1 / 2 }, degrees);
  const at = Math.round(box.top * turned.height) * turned.width + Math.round(box.left * turned.width);
  expect(turned.ink[at]).toBe(9);
  expect([box.width * turned.width, box.height * turned.height]).toEqual([1, 1]);
});
