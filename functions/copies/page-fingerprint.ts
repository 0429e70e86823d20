import { createHash } from 'node:crypto';
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { unpackedStream } from '../pictures/unpacked-stream.ts';

/** Where a page or an object hangs in the file, not what it shows. */
const placeKeys = new Set(['/Parent', '/P', '/Popup', '/StructParents', '/StructParent', '/NM', '/M', '/Metadata']);
const maxDepth = 12;

/**
 * A fingerprint of all that a page draws: its content, the pictures, fonts and forms that it uses, its annotations and
 * its size; of a page that is one picture, the picture. Two pages with the same fingerprint look the same; nothing is
 * drawn, no picture is decoded.
 * @throws when the content stream cannot be decoded
 */
export const pageFingerprints = (pdf: PDFDocument): ((page: PDFPage) => string) => {
  const known = new Map<PDFRef, string>();
  const hashOf = (value: PDFObject | undefined, depth: number): string => {
    if (value instanceof PDFRef) {
      const before = known.get(value);
      if (before) return before;
      // A ring of references ends here.
      known.set(value, 'open');
      const hash = hashOf(pdf.context.lookup(value), depth + 1);
      known.set(value, hash);
      return hash;
    }
    if (value === undefined || depth > maxDepth) return '';
    if (value instanceof PDFStream)
      return digest(
        dictionaryOf(value.dict, depth),
        value instanceof PDFRawStream ? value.contents : value.getContents(),
      );
    if (value instanceof PDFDict) return dictionaryOf(value, depth);
    if (value instanceof PDFArray)
      return `[${value
        .asArray()
        .map((entry) => hashOf(entry, depth + 1))
        .join(' ')}]`;
    return value instanceof PDFString || value instanceof PDFHexString ? digest(value.toString()) : value.toString();
  };
  const dictionaryOf = (dict: PDFDict, depth: number): string =>
    dict
      .entries()
      .filter(([key]) => !placeKeys.has(key.toString()))
      .map(([key, value]) => `${key.toString()} ${hashOf(value, depth + 1)}`)
      .toSorted()
      .join('\n');
  const resourcesOf = (page: PDFPage): Map<string, string> => {
    const hashes = new Map<string, string>();
    for (const [, kind] of page.node.Resources()?.entries() ?? []) {
      const named = pdf.context.lookup(kind);
      if (!(named instanceof PDFDict)) continue;
      for (const [name, value] of named.entries())
        hashes.set(name.toString(), `${hashes.get(name.toString()) ?? ''}/${hashOf(value, 0)}`);
    }
    return hashes;
  };
  const contentOf = (page: PDFPage): string => {
    const contents = page.node.Contents();
    const streams = contents instanceof PDFArray ? contents.asArray() : contents ? [contents] : [];
    return streams.map((stream) => latin1Of(pdf.context.lookup(stream))).join('\n');
  };
  return (page) => {
    const picture = onlyPicture(pdf, page, contentOf(page));
    if (picture) return isJpeg(picture) ? fileFingerprint(picture.contents) : hashOf(picture, 0);
    const resources = resourcesOf(page);
    // Programs name a page's pictures and fonts as they like: what counts is what the name stands for.
    const content = contentOf(page).replaceAll(/\/[^\s/[\]<>(){}%]+/g, (name) => resources.get(name) ?? name);
    const annotations = hashOf(page.node.get(PDFName.of('Annots')), 0);
    return digest(content, annotations, JSON.stringify([page.getCropBox(), page.getRotation().angle]));
  };
};

/** `q 612 0 0 792 0 0 cm /Scan Do Q`: nothing but one picture is painted, upright. */
const paintsOnePicture =
  /^\s*(?:(?:q|Q|\/[^\s/[\]<>(){}%]+\s+gs|1 0 0 1 0 0 cm)\s+)*([\d.]+) 0 0 ([\d.]+) (-?[\d.]+) (-?[\d.]+) cm\s+(?:1 0 0 1 0 0 cm\s+)*\/([^\s/[\]<>(){}%]+)\s+Do\s*(?:Q\s*)*$/;
/** How far a full page's picture may miss the edges: fractions of the page. */
const edgeShare = 0.02;

/** The picture of a page that is one picture from edge to edge, as scanners make them; such a page looks as it does. */
const onlyPicture = (pdf: PDFDocument, page: PDFPage, content: string): PDFRawStream | undefined => {
  const [, width, height, left, bottom, name] = paintsOnePicture.exec(content.replaceAll(/\s+/g, ' ')) ?? [];
  if (name === undefined || page.getRotation().angle % 360 !== 0 || (page.node.Annots()?.size() ?? 0) > 0)
    return undefined;
  const crop = page.getCropBox();
  const misses = [
    Number(width) / crop.width - 1,
    Number(height) / crop.height - 1,
    (Number(left) - crop.x) / crop.width,
    (Number(bottom) - crop.y) / crop.height,
  ];
  if (misses.some((miss) => Math.abs(miss) > edgeShare)) return undefined;
  const picture = page.node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict)?.lookup(PDFName.of(name));
  if (
    !(picture instanceof PDFRawStream) ||
    pdf.context.lookup(picture.dict.get(PDFName.of('Subtype'))) !== PDFName.of('Image')
  )
    return undefined;
  return ['SMask', 'Mask', 'Decode'].some((key) => picture.dict.has(PDFName.of(key))) ? undefined : picture;
};

const isJpeg = ({ dict }: PDFRawStream): boolean => dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode');

/** A file that is one picture: the same as a PDF page that shows this file from edge to edge. */
export const fileFingerprint = (bytes: Uint8Array): string => digest('picture', bytes);

const latin1Of = (stream: PDFObject | undefined): string =>
  stream instanceof PDFStream ? Buffer.from(unpackedStream(stream)).toString('latin1') : '';

export const digest = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64');
};
