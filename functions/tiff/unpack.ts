/** Each unpacks to `size` bytes; undefined when the packed bytes are damaged or too few. */
export type Unpack = (packed: Uint8Array, size: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

export const asStored: Unpack = (packed, size) => (packed.length >= size ? packed.subarray(0, size) : undefined);

/** TIFF 6.0, section 9. */
export const unpackBits: Unpack = (packed, size) => {
  const out = new Uint8Array(size);
  let to = 0;
  for (let at = 0; at < packed.length && to < size;) {
    const control = packed[at] ?? 0;
    at += 1;
    if (control < 128) {
      const piece = packed.subarray(at, at + Math.min(control + 1, size - to));
      out.set(piece, to);
      to += piece.length;
      at += control + 1;
    } else if (control > 128) {
      out.fill(packed[at] ?? 0, to, to + 257 - control);
      to += 257 - control;
      at += 1;
    }
  }
  return to >= size ? out : undefined;
};

const clear = 256;
const end = 257;

/** TIFF 6.0, section 13: code words of 9 to 12 bits, one bit longer a code early. */
export const unpackLzw: Unpack = (packed, size) => {
  const out = new Uint8Array(size);
  // An entry is what an earlier code wrote and the byte after it: where that stands, and how long it is.
  const starts = new Uint32Array(4097);
  const lengths = new Uint32Array(4097);
  let [next, width, to, bits, held] = [end + 1, 9, 0, 0, 0];
  let before: { start: number; length: number } | undefined;
  for (let at = 0; to < size;) {
    while (held < width && at < packed.length) {
      bits = ((bits << 8) | (packed[at] ?? 0)) & 0xff_ffff;
      at += 1;
      held += 8;
    }
    if (held < width) return undefined;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === end) return undefined;
    if (code === clear) {
      [next, width, before] = [end + 1, 9, undefined];
      continue;
    }
    if (before && next < 4096) {
      starts[next] = before.start;
      lengths[next] = before.length + 1;
      next += 1;
    }
    const start = to;
    if (code < clear) {
      out[to] = code;
      to += 1;
    } else {
      if (code >= next) return undefined;
      // Byte by byte: an entry may reach into what it is just writing.
      const from = starts[code] ?? 0;
      const until = Math.min(size, to + (lengths[code] ?? 0));
      for (let shift = from - to; to < until; to += 1) out[to] = out[to + shift] ?? 0;
    }
    before = { start, length: to - start };
    if (next + 1 >= 1 << width && width < 12) width += 1;
  }
  return out;
};

/** zlib (RFC 1950), by the platform: it is there in Node and in browsers. */
export const inflate: Unpack = async (packed, size) => {
  const out = new Uint8Array(size);
  const stream = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(new DecompressionStream('deflate'));
  let to = 0;
  try {
    for await (const chunk of stream) {
      const piece = chunk.subarray(0, size - to);
      out.set(piece, to);
      to += piece.length;
      if (to >= size) break;
    }
  } catch {
    return to >= size ? out : undefined;
  }
  return to >= size ? out : undefined;
};
