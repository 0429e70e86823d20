/**
 * One byte a point (grey, 0 = black) or three (red, green, blue), row by row. Points to the inch across and down are 0 when
 * the file does not say them; lines of a fax lie up to twice as far apart as its dots.
 */
export type TiffPicture = {
  width: number;
  height: number;
  channels: 1 | 3;
  data: Uint8Array;
  acrossDpi: number;
  downDpi: number;
};

/** One byte a point, by the weights of ITU-R BT.601. */
export const greyOfTiff = ({ channels, data }: TiffPicture): Uint8Array =>
  channels === 1
    ? data
    : Uint8Array.from(
        { length: data.length / 3 },
        (_, at) => ((data[3 * at] ?? 0) * 77 + (data[3 * at + 1] ?? 0) * 150 + (data[3 * at + 2] ?? 0) * 29) >> 8,
      );

/** How samples say colours: TIFF 6.0, PhotometricInterpretation, BitsPerSample, SamplesPerPixel, ColorMap, ExtraSamples. */
export type TiffColours = {
  photometric: number;
  depth: number;
  samples: number;
  channels: 1 | 3;
  palette: readonly number[];
  hasAlpha: boolean;
  isLittleEndian: boolean;
};

/** Where samples go; `plane` = the only one of the samples that these are, -1 when they are all there. */
type Place = { left: number; top: number; width: number; height: number; plane: number };

/** Paints the samples of a strip or tile on its place in the picture. */
export const paintPiece = (picture: TiffPicture, samples: Uint8Array, place: Place, colours: TiffColours): void => {
  const each = place.plane < 0 ? colours.samples : 1;
  const rowBytes = Math.ceil((place.width * each * colours.depth) / 8);
  const read = sampleReader(samples, colours);
  const paint = place.plane < 0 ? pointPainter(picture, colours) : planePainter(picture, colours, place.plane);
  const right = Math.min(place.width, picture.width - place.left);
  for (let row = 0; row < place.height && place.top + row < picture.height; row += 1)
    for (let column = 0; column < right; column += 1)
      paint(
        ((place.top + row) * picture.width + place.left + column) * picture.channels,
        read,
        row * rowBytes,
        column * each,
      );
};

/** A sample by the byte its row starts at and its number in the row, as 0 to 255; of a palette as its number. */
type Read = (rowStart: number, index: number) => number;

const sampleReader = (data: Uint8Array, { depth, photometric, isLittleEndian }: TiffColours): Read => {
  if (depth === 8) return (rowStart, index) => data[rowStart + index] ?? 0;
  if (depth === 16) return (rowStart, index) => data[rowStart + 2 * index + (isLittleEndian ? 1 : 0)] ?? 0;
  const most = (1 << depth) - 1;
  const scale = photometric === 3 ? 1 : 255 / most;
  return (rowStart, index) => {
    const bit = index * depth;
    return (((data[rowStart + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & most) * scale;
  };
};

type Paint = (to: number, read: Read, rowStart: number, index: number) => void;

const pointPainter = ({ data }: TiffPicture, colours: TiffColours): Paint => {
  const { photometric, hasAlpha, palette } = colours;
  /** What is not there is white paper. */
  const onPaper = (level: number, alpha: number): number => 255 - ((255 - level) * alpha) / 255;
  switch (photometric) {
    case 0:
    case 1:
      return (to, read, rowStart, index) => {
        const level = read(rowStart, index);
        data[to] = onPaper(photometric === 0 ? 255 - level : level, hasAlpha ? read(rowStart, index + 1) : 255);
      };
    case 3: {
      const size = palette.length / 3;
      return (to, read, rowStart, index) => {
        const colour = read(rowStart, index);
        for (let channel = 0; channel < 3; channel += 1)
          data[to + channel] = (palette[channel * size + colour] ?? 0) >> 8;
      };
    }
    case 5:
      return (to, read, rowStart, index) => {
        const light = 255 - read(rowStart, index + 3);
        for (let channel = 0; channel < 3; channel += 1)
          data[to + channel] = ((255 - read(rowStart, index + channel)) * light) / 255;
      };
    default:
      return (to, read, rowStart, index) => {
        const alpha = hasAlpha ? read(rowStart, index + 3) : 255;
        for (let channel = 0; channel < 3; channel += 1)
          data[to + channel] = onPaper(read(rowStart, index + channel), alpha);
      };
  }
};

/** Planes come one after the other; only those of red, green and blue are put together. */
const planePainter = ({ data, channels }: TiffPicture, { photometric }: TiffColours, plane: number): Paint => {
  if (plane >= channels) return () => undefined;
  return (to, read, rowStart, index) => {
    const level = read(rowStart, index);
    data[to + plane] = photometric === 0 ? 255 - level : level;
  };
};
