import { decodePDFRawStream, PDFRawStream, type PDFStream } from '@cantoo/pdf-lib';

const partBytes = 65_536;
/** Of one stream. The content of a dense page has a hundredth of this. */
const maxBytes = 64 * 1024 * 1024;

/** What a stream unpacks to is more than may be: two megabytes can stand for two gigabytes. */
export class StreamTooLarge extends Error {
  override name = 'StreamTooLarge';
}

/**
 * The bytes of a PDF stream that is no picture, unpacked piece by piece so that no more than `maxBytes` come to be.
 * @throws StreamTooLarge, and what the decoder throws at damaged data
 */
export const unpackedStream = (stream: PDFStream): Uint8Array => {
  if (!(stream instanceof PDFRawStream)) return stream.getContents();
  const decoder = decodePDFRawStream(stream);
  let bytes = 0;
  for (let part = partBytes; part === partBytes; bytes += part) {
    if (bytes > maxBytes) throw new StreamTooLarge();
    part = decoder.getBytes(partBytes).length;
  }
  decoder.reset();
  return decoder.decode();
};
