import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import decode, { init } from '@jsquash/webp/decode.js';
import { colourPicture } from './decoded-picture.ts';
import type { DecodedPicture } from './placed-picture.ts';

let ready: Promise<void> | undefined;

/** The decoder is a file of its package, and is started once. */
const start = async (): Promise<void> => {
  const file = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  await init({ wasmBinary: new Uint8Array(readFileSync(file)).buffer });
};

/**
 * The points of a WebP picture, four bytes each. libwebp as WebAssembly: it runs on one machine and on Lambda alike.
 * @throws when the picture is damaged
 */
const decodeWebp = async (
  bytes: Uint8Array,
): Promise<{ data: Uint8Array | Uint8ClampedArray; width: number; height: number }> => {
  await (ready ??= start());
  const { data, width, height } = await decode(Uint8Array.from(bytes).buffer);
  return { data, width, height };
};

/** The same as grey levels on white paper. */
export const webpPicture = async (bytes: Uint8Array): Promise<DecodedPicture> => {
  const { data, width, height } = await decodeWebp(bytes);
  return colourPicture(data, width, height, 4);
};

/** The same picture as PNG on white paper: Textract takes no WebP. */
export const pngOfWebp = async (bytes: Uint8Array): Promise<Uint8Array> => {
  const { data, width, height } = await decodeWebp(bytes);
  const rows = Buffer.alloc(height * (3 * width + 1));
  for (let row = 0, to = 0, from = 0; row < height; row += 1) {
    // A row begins with its filter; 0 = none.
    to += 1;
    for (let column = 0; column < width; column += 1, from += 4, to += 3) {
      const alpha = (data[from + 3] ?? 255) / 255;
      for (let channel = 0; channel < 3; channel += 1)
        rows[to + channel] = 255 - (255 - (data[from + channel] ?? 255)) * alpha;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits, RGB, the only compression, filter and no interlace (PNG 3, 11.2.1).
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const chunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};
