import { decodeCcitt, type CcittScheme } from './decode-ccitt.ts';
import { decodeJpeg, wholeJpeg } from './decode-jpeg.ts';
import { shownUpright } from './shown-upright.ts';
import { paintPiece, type TiffColours, type TiffPicture } from './tiff-colours.ts';
import { tiffTag, type TiffPage } from './tiff-pages.ts';
import { asStored, inflate, unpackBits, unpackLzw, type Unpack } from './unpack.ts';

/** The page's picture is cut off or damaged: what is left of it must not be taken for the page. */
export class PictureDamaged extends Error {
  override name = 'PictureDamaged';
  constructor() {
    super('The picture of the page is damaged or cut off.');
  }
}

/** The page's picture is stored in a way that is not read. */
export class PictureNotRead extends Error {
  override name = 'PictureNotRead';
  constructor() {
    super('The picture of the page is stored in a way that is not read.');
  }
}

// Compression and PhotometricInterpretation of TIFF 6.0.
const [oldJpeg, newJpeg, cmyk] = [6, 7, 5];

/** A strip or a tile: where its bytes are, what part of the picture it is, which of the colours it has. */
type Piece = { packed: Uint8Array; left: number; top: number; width: number; height: number; plane: number };

/**
 * The picture of a page as it is to be looked at: turned as its orientation says, one byte a point (grey) or three (RGB).
 * @param bytes the whole file
 * @param isForEyes what can be decoded of a damaged fax is shown to a person, who is told that it is damaged
 * @throws PictureDamaged, PictureNotRead
 */
export const decodeTiffPage = async (bytes: Uint8Array, page: TiffPage, isForEyes = false): Promise<TiffPicture> => {
  const colours = coloursOf(page);
  const [width, height] = [tiffTag(page, 256), tiffTag(page, 257)];
  const { channels } = colours;
  const data = new Uint8Array(width * height * channels);
  const picture = { width, height, channels, data, acrossDpi: dpiOf(page, 282), downDpi: dpiOf(page, 283) };
  for (const piece of piecesOf(bytes, page)) {
    const samples = await samplesOf(piece, page);
    if (samples.isDamaged && !isForEyes) throw new PictureDamaged();
    paintPiece(picture, samples.data, piece, { ...colours, ...samples.colours });
  }
  return shownUpright(picture, tiffTag(page, 274, 1));
};

const centimetres = 3;
const dpiOf = (page: TiffPage, tag: number): number => {
  const dpi = tiffTag(page, tag) * (tiffTag(page, 296) === centimetres ? 2.54 : 1);
  return Number.isFinite(dpi) ? dpi : 0;
};

/** How the samples of a picture say its colours. */
const coloursOf = (page: TiffPage): TiffColours => {
  const photometric = tiffTag(page, 262, tiffTag(page, 259) === 2 ? 0 : 1);
  const isJpeg = [oldJpeg, newJpeg].includes(tiffTag(page, 259));
  const bits = page.tags.get(258) ?? [1];
  const [depth = 1] = bits;
  const samples = tiffTag(page, 277, 1);
  const isWhole = bits.every((bit) => bit === depth) && tiffTag(page, 339, 1) === 1;
  const needed = new Map([
    [0, 1],
    [1, 1],
    [2, 3],
    [3, 1],
    [cmyk, 4],
    [6, isJpeg ? 1 : Infinity],
  ]).get(photometric);
  if (needed === undefined || samples < needed || ![1, 2, 4, 8, 16].includes(depth) || !isWhole)
    throw new PictureNotRead();
  if (photometric > 1 && photometric !== 3 && depth < 8) throw new PictureNotRead();
  const isGrey = photometric <= 1;
  return {
    photometric,
    depth,
    samples,
    channels: isGrey ? 1 : 3,
    palette: page.tags.get(320) ?? [],
    // The first sample beside the colours says how much of them is there, unless it is said to mean something else.
    hasAlpha: samples > needed && !isJpeg && tiffTag(page, 338) > 0,
    isLittleEndian: page.isLittleEndian,
  };
};

const piecesOf = (bytes: Uint8Array, page: TiffPage): Piece[] => {
  const [width, height] = [tiffTag(page, 256), tiffTag(page, 257)];
  const isTiled = page.tags.has(322);
  const across = isTiled ? tiffTag(page, 322) : width;
  const down = isTiled ? tiffTag(page, 323) : Math.min(height, tiffTag(page, 278) || height);
  if (across === 0 || down === 0) throw new PictureDamaged();
  // Old JPEG is one picture, whatever the strips say.
  const isWhole = tiffTag(page, 259) === oldJpeg;
  const starts = page.tags.get(isWhole ? 513 : isTiled ? 324 : 273) ?? [];
  const lengths = page.tags.get(isWhole ? 514 : isTiled ? 325 : 279) ?? [];
  const columns = Math.ceil(width / across);
  const each = columns * Math.ceil(height / down);
  const planes = tiffTag(page, 284, 1) === 2 ? tiffTag(page, 277, 1) : 1;
  if (isWhole && starts.length === 0) throw new PictureNotRead();
  if (starts.length < (isWhole ? 1 : each * planes)) throw new PictureDamaged();
  return Array.from({ length: isWhole ? 1 : each * planes }, (_, index) => {
    const start = starts[index] ?? 0;
    // A file of one piece may leave out how long it is.
    const length = lengths[index] ?? (each * planes === 1 ? bytes.length - start : 0);
    if (start + length > bytes.length || length === 0) throw new PictureDamaged();
    const at = index % each;
    const top = Math.floor(at / columns) * down;
    return {
      packed: bytes.subarray(start, start + length),
      left: (at % columns) * across,
      top,
      width: across,
      height: isWhole ? height : isTiled ? down : Math.min(down, height - top),
      plane: planes > 1 ? Math.floor(index / each) : -1,
    };
  });
};

type Samples = { data: Uint8Array; isDamaged?: boolean; colours?: Partial<TiffColours> };

const fax = new Map<number, (options: number) => CcittScheme>([
  [2, () => 'rows'],
  [3, (options) => ((options & 1) === 1 ? 'g3-2d' : 'g3')],
  [4, () => 'g4'],
]);
const unpackers = new Map<number, Unpack>([
  [1, asStored],
  [5, unpackLzw],
  [8, inflate],
  [32_773, unpackBits],
  [32_946, inflate],
]);

/** The samples of a piece, rows at whole bytes. */
const samplesOf = async (piece: Piece, page: TiffPage): Promise<Samples> => {
  const compression = tiffTag(page, 259, 1);
  if (compression === oldJpeg || compression === newJpeg) return jpegSamples(piece, page);
  const packed = tiffTag(page, 266, 1) === 2 ? turnedBytes(piece.packed) : piece.packed;
  const scheme = fax.get(compression)?.(tiffTag(page, 292));
  if (scheme) {
    return decodeCcitt(packed, { ...piece, scheme });
  }
  const unpack = unpackers.get(compression);
  if (!unpack) throw new PictureNotRead();
  const [depth, samples] = [tiffTag(page, 258, 1), piece.plane < 0 ? tiffTag(page, 277, 1) : 1];
  const rowBytes = Math.ceil((piece.width * samples * depth) / 8);
  const data = await unpack(packed, rowBytes * piece.height);
  if (!data) throw new PictureDamaged();
  const predictor = tiffTag(page, 317, 1);
  if (predictor > 2 || (predictor === 2 && depth < 8)) throw new PictureNotRead();
  if (predictor === 2) addUp(data, rowBytes, samples, depth, page.isLittleEndian);
  return { data };
};

/** FillOrder 2: the lowest bit of a byte is the first. */
const turnedBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => {
    let turned = 0;
    for (let bit = 0; bit < 8; bit += 1) turned |= ((byte >> bit) & 1) << (7 - bit);
    return turned;
  });

/** TIFF 6.0, section 14: each sample is told as its difference from the one before in its row. */
const addUp = (data: Uint8Array, rowBytes: number, samples: number, depth: number, isLittleEndian: boolean): void => {
  const step = (samples * depth) / 8;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let row = 0; row < data.length; row += rowBytes)
    if (depth === 8)
      for (let at = row + step; at < row + rowBytes; at += 1) data[at] = (data[at] ?? 0) + (data[at - step] ?? 0);
    else
      for (let at = row + step; at < row + rowBytes; at += 2)
        view.setUint16(
          at,
          view.getUint16(at, isLittleEndian) + view.getUint16(at - step, isLittleEndian),
          isLittleEndian,
        );
};

/** The samples of a JPEG strip or tile, always as RGB. Old JPEG (6) is read when it is one whole JPEG. */
const jpegSamples = (piece: Piece, page: TiffPage): Samples => {
  const isOld = tiffTag(page, 259) === oldJpeg;
  if (piece.plane >= 0 || tiffTag(page, 262) === cmyk) throw new PictureNotRead();
  const jpeg = wholeJpeg(piece.packed, page.tags.get(347) ?? []);
  if (!jpeg) throw isOld ? new PictureNotRead() : new PictureDamaged();
  const data = decodeJpeg(jpeg, piece.width, piece.height);
  if (!data) throw new PictureDamaged();
  return { data, colours: { photometric: 2, depth: 8, samples: 3 } };
};
