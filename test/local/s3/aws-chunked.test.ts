import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeAwsChunked } from '../../../local/s3/aws-chunked.ts';
import {
  chunkSignature,
  sha256Hex,
  signingKey,
  trailerSignature,
  type ChunkSigning,
} from '../../../local/s3/signature-v4.ts';

const scope = { dateStamp: '20261123', region: 'us-west-2', service: 's3' };
const signing: ChunkSigning = {
  key: signingKey('secret', scope),
  scope,
  atTime: '20261123T000000Z',
  seedSignature: sha256Hex('seed'),
};

/** Frames chunks as a client does; signed and with a trailer. */
const frame = (chunks: readonly Uint8Array[]): Buffer => {
  let previous = signing.seedSignature;
  const framed = [...chunks.filter((chunk) => chunk.length > 0), Buffer.alloc(0)].map((chunk) => {
    previous = chunkSignature(signing, previous, sha256Hex(chunk));
    const end = chunk.length > 0 ? '\r\n' : '';
    return Buffer.concat([
      Buffer.from(`${chunk.length.toString(16)};chunk-signature=${previous}\r\n`),
      chunk,
      Buffer.from(end),
    ]);
  });
  const trailer = 'x-amz-checksum-crc32:AAAAAA==';
  const signature = trailerSignature(signing, previous, `${trailer}\n`);
  return Buffer.concat([...framed, Buffer.from(`${trailer}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`)]);
};

async function* cut(bytes: Buffer, pieceBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

const decode = async (source: AsyncIterable<Buffer>): Promise<{ body: Buffer; trailer: string[][] }> => {
  const pieces: Buffer[] = [];
  let trailer: string[][] = [];
  const onTrailer = (headers: Map<string, string>): void => void (trailer = [...headers]);
  for await (const piece of decodeAwsChunked(source, { signing, hasTrailer: true, onTrailer })) pieces.push(piece);
  return { body: Buffer.concat(pieces), trailer };
};

const chunkList = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 5 });

describe('a signed chunked body', () => {
  test('gives the same bytes wherever the network cuts it', async () => {
    await fc.assert(
      fc.asyncProperty(chunkList, fc.integer({ min: 1, max: 50 }), async (chunks, pieceBytes) => {
        const { body, trailer } = await decode(cut(frame(chunks), pieceBytes));
        expect(body.equals(Buffer.concat(chunks))).toBe(true);
        expect(trailer).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
      }),
    );
  });

  test('is refused when any one byte of it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(chunkList, fc.nat(), fc.integer({ min: 1, max: 255 }), async (chunks, place, change) => {
        const bytes = frame(chunks);
        const at = place % bytes.length;
        const original = bytes[at] ?? 0;
        bytes[at] = original ^ change;
        // Letter case of a hexadecimal size and of a header's name, and the line ends, carry no meaning.
        const isFraming = /[\r\n\t :]/.test(String.fromCharCode(original, bytes[at]));
        const isLetterCase =
          String.fromCharCode(original).toLowerCase() === String.fromCharCode(bytes[at]).toLowerCase();
        fc.pre(!isFraming && !isLetterCase);
        await expect(decode(cut(bytes, 64))).rejects.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('is refused when it ends early', async () => {
    await fc.assert(
      fc.asyncProperty(chunkList, fc.nat(), async (chunks, place) => {
        const bytes = frame(chunks);
        const end = place % (bytes.length - 4);
        await expect(decode(cut(bytes.subarray(0, end), 64))).rejects.toThrow();
      }),
    );
  });
});
