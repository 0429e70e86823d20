/** A page as 8-bit grey, row by row, 0 = black. `dpi` is what the pixels stand for on the stored page. */
export type GreyImage = { width: number; height: number; data: Uint8Array; dpi: number };

export const greyImage = (width: number, height: number, dpi: number, fill = 255): GreyImage => ({
  width,
  height,
  dpi,
  data: new Uint8Array(width * height).fill(fill),
});

/** RGBA over white paper, as grey by the weights of ITU-R BT.601. */
export const greyOfRgba = (
  rgba: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  dpi: number,
): GreyImage => {
  const data = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < data.length; index += 1, at += 4) {
    const alpha = rgba[at + 3] ?? 255;
    const grey = ((rgba[at] ?? 0) * 77 + (rgba[at + 1] ?? 0) * 150 + (rgba[at + 2] ?? 0) * 29) >> 8;
    data[index] = alpha === 255 ? grey : 255 - ((255 - grey) * alpha) / 255;
  }
  return { width, height, data, dpi };
};

/** Binary PGM: how a page is handed to the engine without being compressed first. */
export const pgmOf = ({ width, height, data }: GreyImage): Uint8Array => {
  const header = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const pgm = new Uint8Array(header.length + data.length);
  pgm.set(header);
  pgm.set(data, header.length);
  return pgm;
};
