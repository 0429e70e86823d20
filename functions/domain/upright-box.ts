import type { Box } from './page.ts';

/**
 * The rectangle on the page as it is read.
 * @param box on the page as it is stored
 * @param rotationDegrees how far the stored page was turned clockwise to stand upright: 0, 90, 180 or 270
 */
export const uprightBox = (box: Box, rotationDegrees: number): Box => {
  const { left, top, width, height } = box;
  if (rotationDegrees === 90) return { left: 1 - top - height, top: left, width: height, height: width };
  if (rotationDegrees === 180) return { left: 1 - left - width, top: 1 - top - height, width, height };
  if (rotationDegrees === 270) return { left: top, top: 1 - left - width, width: height, height: width };
  return box;
};
