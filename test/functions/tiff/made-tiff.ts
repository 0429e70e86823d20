/** A page by its tags and the packed bytes of its strips or tiles. Values may be whole numbers, pairs (RATIONAL) or bytes. */
export type MadePage = {
  tags: Record<number, readonly (number | readonly [number, number])[] | Uint8Array>;
  pieces: Uint8Array[];
};

const tiled = 322;

/** Writes a TIFF, first all pictures, then all directories (or the other way round), by TIFF 6.0. */
export const madeTiff = (
  pages: readonly MadePage[],
  { isLittle = true, directoriesFirst = false } = {},
): Uint8Array => {
  const pieces = pages.flatMap((page) => page.pieces);
  const size = (values: MadePage['tags'][number]): number =>
    values instanceof Uint8Array ? values.length : values.length * (Array.isArray(values[0]) ? 8 : 4);
  const tagsOf = (page: MadePage, starts: number[]): [number, MadePage['tags'][number]][] => {
    const [startTag, lengthTag] = tiled in page.tags ? [324, 325] : [273, 279];
    const all = { ...page.tags, [startTag]: starts, [lengthTag]: page.pieces.map(({ length }) => length) };
    return Object.entries(all).map(([tag, values]) => [Number(tag), values]);
  };
  const directoryBytes = (page: MadePage): number =>
    tagsOf(
      page,
      page.pieces.map(() => 0),
    ).reduce((sum, [, values]) => sum + 12 + (size(values) > 4 ? size(values) : 0), 6);
  const pictureBytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const allDirectories = pages.reduce((sum, page) => sum + directoryBytes(page), 0);
  const bytes = new Uint8Array(8 + pictureBytes + allDirectories);
  const view = new DataView(bytes.buffer);
  bytes.set(Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'));
  let pictureAt = directoriesFirst ? 8 + allDirectories : 8;
  let at = directoriesFirst ? 8 : 8 + pictureBytes;
  view.setUint32(4, at, isLittle);
  pages.forEach((page, number) => {
    const starts = page.pieces.map((piece) => {
      bytes.set(piece, pictureAt);
      pictureAt += piece.length;
      return pictureAt - piece.length;
    });
    const tags = tagsOf(page, starts);
    let outside = at + 6 + tags.length * 12;
    view.setUint16(at, tags.length, isLittle);
    tags.forEach(([tag, values], index) => {
      const entry = at + 2 + index * 12;
      const type = values instanceof Uint8Array ? 7 : Array.isArray(values[0]) ? 5 : 4;
      view.setUint16(entry, tag, isLittle);
      view.setUint16(entry + 2, type, isLittle);
      view.setUint32(entry + 4, values.length, isLittle);
      const to = size(values) > 4 ? outside : entry + 8;
      if (to === outside) {
        view.setUint32(entry + 8, to, isLittle);
        outside += size(values);
      }
      if (values instanceof Uint8Array) bytes.set(values, to);
      else values.flat().forEach((value, position) => view.setUint32(to + 4 * position, value, isLittle));
    });
    view.setUint32(at + 2 + tags.length * 12, number + 1 < pages.length ? outside : 0, isLittle);
    at = outside;
  });
  return bytes;
};

/** 8 points a byte, rows at whole bytes. */
export const packedBits = (pixels: Uint8Array, width: number): Uint8Array => {
  const rowBytes = (width + 7) >> 3;
  const bits = new Uint8Array((rowBytes * pixels.length) / width);
  pixels.forEach((pixel, at) => {
    const column = at % width;
    const byte = ((at - column) / width) * rowBytes + (column >> 3);
    bits[byte] = (bits[byte] ?? 0) | (pixel << (7 - (column & 7)));
  });
  return bits;
};
