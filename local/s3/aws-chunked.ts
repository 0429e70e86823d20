import { createHash, type Hash } from 'node:crypto';
import { S3Error } from './s3-error.ts';
import { chunkSignature, isSameSignature, trailerSignature, type ChunkSigning } from './signature-v4.ts';

export type AwsChunkedOptions = {
  /** Given when each chunk is signed. */
  signing?: ChunkSigning;
  /** True when headers follow the last chunk. */
  hasTrailer: boolean;
  /** Told the trailing headers, names in lower case, once they are read (and verified, when signed). */
  onTrailer: (headers: Map<string, string>) => void;
};

const maxLineBytes = 16_384;
const incomplete = (): S3Error => new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
const wrongSignature = (): S3Error =>
  new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );

/** Reads lines and counted bytes from a stream of buffers without ever holding more than one of them and one line. */
const openReader = (source: AsyncIterable<Buffer>) => {
  const iterator = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const refill = async (): Promise<boolean> => {
    const next = await iterator.next();
    if (next.done) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  };
  return {
    /** The next line without its line end, or undefined at the end of the stream. */
    line: async (): Promise<string | undefined> => {
      for (;;) {
        const end = rest.indexOf('\n');
        if (end >= 0) {
          const text = rest.subarray(0, end).toString('latin1').replace(/\r$/, '');
          rest = rest.subarray(end + 1);
          return text;
        }
        if (rest.length > maxLineBytes) throw new S3Error('InvalidRequest', 'A line of the chunked body is too long.');
        if (!(await refill())) {
          if (rest.length > 0) throw incomplete();
          return undefined;
        }
      }
    },
    /** Up to `limit` bytes: whatever is at hand. */
    some: async (limit: number): Promise<Buffer> => {
      while (rest.length === 0) if (!(await refill())) throw incomplete();
      const bytes = rest.subarray(0, limit);
      rest = rest.subarray(bytes.length);
      return bytes;
    },
  };
};

const parseChunkHead = (line: string): { sizeBytes: number; signature: string | undefined } => {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line.trim());
  if (!match) throw new S3Error('InvalidRequest', 'The chunked body is malformed.');
  return { sizeBytes: parseInt(match[1] ?? '', 16), signature: match[2] };
};

/**
 * Takes the `aws-chunked` framing off a request body, and verifies the signature of every chunk and of the trailer when
 * there are any. Bytes are handed on before their chunk is verified: the caller must not show them to anybody until the
 * iteration has ended without an error. Throws `SignatureDoesNotMatch`, `IncompleteBody`, `InvalidRequest`.
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: AwsChunkedOptions,
): AsyncGenerator<Buffer> {
  const { signing, hasTrailer, onTrailer } = options;
  const reader = openReader(source);
  let previous = signing?.seedSignature ?? '';

  const verifyChunk = (hash: Hash | undefined, signature: string | undefined): void => {
    if (!signing || !hash) return;
    const expected = chunkSignature(signing, previous, hash.digest('hex'));
    if (signature === undefined || !isSameSignature(expected, signature)) throw wrongSignature();
    previous = expected;
  };

  for (;;) {
    const line = await reader.line();
    if (line === undefined) throw incomplete();
    const { sizeBytes, signature } = parseChunkHead(line);
    const hash = signing ? createHash('sha256') : undefined;
    for (let left = sizeBytes; left > 0;) {
      const bytes = await reader.some(left);
      left -= bytes.length;
      hash?.update(bytes);
      yield bytes;
    }
    verifyChunk(hash, signature);
    if (sizeBytes === 0) break;
    if ((await reader.line()) !== '') throw new S3Error('InvalidRequest', 'The chunked body is malformed.');
  }

  const headers = new Map<string, string>();
  for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
    // Some clients put an empty line before the signature of the trailer, some after it, some in both places.
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    if (colon < 0) throw new S3Error('InvalidRequest', 'The trailer of the chunked body is malformed.');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  if (!hasTrailer) return;
  if (signing) {
    const signature = headers.get('x-amz-trailer-signature') ?? '';
    headers.delete('x-amz-trailer-signature');
    const text = [...headers].map(([name, value]) => `${name}:${value}\n`).join('');
    if (!isSameSignature(trailerSignature(signing, previous, text), signature)) throw wrongSignature();
  }
  onTrailer(headers);
}
