import type { PagePicture } from './likeness-of-place.ts';

/** The picture turned clockwise, by 0, 90, 180 or 270 degrees. */
export const turnPicture = (picture: PagePicture, degrees: number): PagePicture => {
  const { width, height, ink } = picture;
  const last = ink.length - 1;
  if (degrees === 180) return { width, height, ink: ink.map((_, at) => ink[last - at] ?? 0) };
  if (degrees !== 90 && degrees !== 270) return picture;
  const turned = new Uint8Array(ink.length);
  for (let row = 0; row < width; row += 1)
    for (let column = 0; column < height; column += 1) {
      const at = row * height + column;
      const from = (height - 1 - column) * width + row;
      turned[degrees === 90 ? at : last - at] = ink[from] ?? 0;
    }
  return { width: height, height: width, ink: turned };
};
