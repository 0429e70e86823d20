import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';

const readChunkBytes = 131_072;

type FilePiece = { file: string; offset: number; length: number };
/** Bytes at hand, or a stretch of a file given by its whole path. */
export type Piece = { bytes: Buffer } | FilePiece;
/** Stored bytes on their way out. Exactly one of the three is to be called. */
export type BlobReader = {
  stream(): Readable;
  /** Hands out piece after piece; a piece may be overwritten once the promise of the one after it has resolved. */
  pump(write: (bytes: Buffer) => Promise<void>): Promise<void>;
  /** Gives up without reading. */
  release(): void;
};

/** Reads a stretch of a file, each piece into a buffer that `nextBuffer` gives. */
async function* readFile(
  { file, offset, length }: FilePiece,
  nextBuffer: (size: number) => Buffer,
): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r');
  try {
    for (let done = 0; done < length;) {
      const buffer = nextBuffer(Math.min(readChunkBytes, length - done));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset + done);
      if (bytesRead === 0) throw new Error('a blob file is shorter than its row says');
      done += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* readPieces(pieces: readonly Piece[], nextBuffer: (size: number) => Buffer): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    if ('bytes' in piece) yield piece.bytes;
    else yield* readFile(piece, nextBuffer);
  }
}

/** A reader of these pieces, in order; `onDone` is called once, when it is done with them. */
export const openBlobReader = (pieces: readonly Piece[], onDone: () => void): BlobReader => {
  let isReleased = false;
  const release = (): void => {
    if (isReleased) return;
    isReleased = true;
    onDone();
  };
  return {
    release,
    pump: async (write) => {
      // Two buffers take turns: one is filled while the other is written, and a body of any size needs no more.
      const buffers = [Buffer.allocUnsafe(readChunkBytes), Buffer.allocUnsafe(readChunkBytes)];
      let turn = 0;
      const nextBuffer = (size: number): Buffer => {
        turn = 1 - turn;
        return buffers[turn]?.subarray(0, size) ?? Buffer.allocUnsafe(size);
      };
      let writing: Promise<void> = Promise.resolve();
      try {
        for await (const bytes of readPieces(pieces, nextBuffer)) {
          await writing;
          writing = write(bytes);
          // The reader of the next piece is awaited first; a failure meanwhile is reported by the `await` above.
          writing.catch(() => undefined);
        }
        await writing;
      } finally {
        release();
      }
    },
    stream: () => {
      const stream = Readable.from(
        readPieces(pieces, (size) => Buffer.allocUnsafe(size)),
        {
          objectMode: false,
          highWaterMark: readChunkBytes,
        },
      );
      return stream.once('close', release);
    },
  };
};
