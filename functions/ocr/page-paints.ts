import {
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFStream,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib';
import { StreamTooLarge, unpackedStream } from '../pictures/unpacked-stream.ts';
import { contentTokens } from './content-tokens.ts';
import type { PageContent } from './page-content.ts';

type Matrix = [number, number, number, number, number, number];
type State = { matrix: Matrix; invisible: boolean; /** What is filled is as light as paper. */ pale: boolean };

/** Forms may contain forms; a deeper nest than this is a mistake or an attack. */
const maxDepth = 6;
/** A dense map has a tenth of this. Forms that paint forms that paint forms can ask for any number in a few bytes. */
const maxOperations = 1_000_000;
/** Of saved states; the standard's own limit was 28. The time that pdf.js takes grows with their square. */
const maxSaved = 1_000;
/** Below this share of the page in either direction a picture is a logo, a signature or a rule. */
const fullPageSides = 0.85;

/**
 * Reads the content stream of a page for what it paints: pictures and where, text and whether it can be seen, paths.
 * Nothing is drawn and no picture is decoded, so it takes a few milliseconds.
 */
export const pagePaints = (pdf: PDFDocument, page: PDFPage): PageContent => {
  const content: PageContent = {
    pictures: [],
    largestPicturePixels: 0,
    visibleLetters: 0,
    hiddenLetters: 0,
    paleLetters: 0,
    paths: 0,
    darkAreas: 0,
    annotations: 0,
    operations: 0,
    isTooMuch: false,
  };
  const { x, y, width, height } = page.getCropBox();
  const base: Matrix = [1 / width, 0, 0, 1 / height, -x / width, -y / height];
  const resources = page.node.Resources();
  try {
    const stream = joinedStreams(pdf, page.node.Contents());
    if (stream) walk({ pdf, content }, stream, resources, { matrix: base, invisible: false, pale: false }, 0);
  } catch (error) {
    if (!(error instanceof StreamTooLarge)) throw error;
    content.isTooMuch = true;
  }
  content.annotations = page.node.Annots()?.size() ?? 0;
  return content;
};

type Walk = { pdf: PDFDocument; content: PageContent };

const joinedStreams = (pdf: PDFDocument, contents: PDFObject | undefined): Uint8Array | undefined => {
  if (contents instanceof PDFStream) return unpackedStream(contents);
  if (!(contents instanceof PDFArray)) return undefined;
  const parts = contents.asArray().flatMap((part) => {
    const stream = pdf.context.lookup(part);
    return stream instanceof PDFStream ? [unpackedStream(stream), Uint8Array.of(10)] : [];
  });
  return Buffer.concat(parts);
};

const times = (a: readonly number[], b: Matrix): Matrix => {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  return [
    a0 * b[0] + a1 * b[2],
    a0 * b[1] + a1 * b[3],
    a2 * b[0] + a3 * b[2],
    a2 * b[1] + a3 * b[3],
    a4 * b[0] + a5 * b[2] + b[4],
    a4 * b[1] + a5 * b[3] + b[5],
  ];
};

const walk = (within: Walk, stream: Uint8Array, resources: PDFDict | undefined, start: State, depth: number): void => {
  const { content } = within;
  const saved: State[] = [];
  let state = start;
  let operands: number[] = [];
  let name = '';
  let letters = 0;
  for (const token of contentTokens(stream)) {
    if (token.kind === 'number') operands.push(token.value);
    else if (token.kind === 'name') name = token.value;
    else if (token.kind === 'string') letters += token.bytes;
    else {
      content.operations += 1;
      content.isTooMuch ||= content.operations > maxOperations || saved.length > maxSaved;
      if (content.isTooMuch) return;
      switch (token.value) {
        case 'q':
          saved.push(state);
          break;
        case 'Q':
          state = saved.pop() ?? start;
          break;
        case 'cm':
          state = { ...state, matrix: times(operands.slice(-6), state.matrix) };
          break;
        case 'Tr':
          // Mode 3 paints nothing; 7 only clips (ISO 32000-1, table 106).
          state = { ...state, invisible: operands.at(-1) === 3 || operands.at(-1) === 7 };
          break;
        case 'Tj':
        case 'TJ':
        case "'":
        case '"':
          if (state.invisible) content.hiddenLetters += letters;
          else content.visibleLetters += letters;
          if (state.pale && !state.invisible) content.paleLetters += letters;
          break;
        case 'g':
        case 'rg':
        case 'k':
        case 'sc':
        case 'scn':
          state = { ...state, pale: isPale(token.value, operands) };
          break;
        case 'Do':
          paintObject(within, name, resources, state, depth);
          break;
        case 'EI':
          addPicture(content, state.matrix);
          break;
        case 'S':
        case 's':
          content.paths += 1;
          break;
        case 'f':
        case 'F':
        case 'f*':
        case 'B':
        case 'B*':
        case 'b':
        case 'b*':
        case 'sh':
          content.paths += 1;
          if (!state.pale) content.darkAreas += 1;
          break;
        default:
      }
      operands = [];
      letters = 0;
    }
  }
};

/** A single number is pale only as grey: in a colour space of its own 1 may be full ink. */
const isPale = (operator: string, operands: readonly number[]): boolean => {
  if (operator === 'g') return (operands.at(-1) ?? 0) >= 0.97;
  if (operator === 'k' || operands.length === 4) return operands.slice(-4).every((ink) => ink <= 0.03);
  return operands.length >= 3 && operands.slice(-3).every((light) => light >= 0.97);
};

const paintObject = (within: Walk, name: string, resources: PDFDict | undefined, state: State, depth: number): void => {
  const object = resources?.lookupMaybe(PDFName.of('XObject'), PDFDict)?.lookup(PDFName.of(name));
  if (!(object instanceof PDFStream)) return;
  const subtype = object.dict.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Image')) {
    addPicture(within.content, state.matrix);
    const mask = object.dict.lookup(PDFName.of('SMask'));
    for (const picture of mask instanceof PDFStream ? [object, mask] : [object]) {
      const pixels = sideOf(picture, 'Width') * sideOf(picture, 'Height');
      within.content.largestPicturePixels = Math.max(within.content.largestPicturePixels, pixels);
    }
  }
  if (subtype !== PDFName.of('Form')) return;
  within.content.isTooMuch ||= depth >= maxDepth;
  if (within.content.isTooMuch) return;
  const matrix = object.dict.lookupMaybe(PDFName.of('Matrix'), PDFArray);
  const numbers = matrix?.asArray().map((entry) => (entry instanceof PDFNumber ? entry.asNumber() : 0));
  const own = object.dict.lookupMaybe(PDFName.of('Resources'), PDFDict) ?? resources;
  const inner = { ...state, matrix: numbers?.length === 6 ? times(numbers, state.matrix) : state.matrix };
  walk(within, unpackedStream(object), own, inner, depth + 1);
};

const sideOf = (image: PDFStream, name: 'Width' | 'Height'): number => {
  const side = image.dict.lookup(PDFName.of(name));
  return side instanceof PDFNumber ? side.asNumber() : 0;
};

/** A picture is painted into the unit square of its matrix. What it covers wholly is hidden from then on. */
const addPicture = (content: PageContent, [a, b, c, d, e, f]: Matrix): void => {
  const xs = [e, e + a, e + c, e + a + c];
  const ys = [f, f + b, f + d, f + b + d];
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  const left = clip(Math.min(...xs));
  const right = clip(Math.max(...xs));
  const top = clip(1 - Math.max(...ys));
  const bottom = clip(1 - Math.min(...ys));
  if (right <= left || bottom <= top) return;
  content.pictures.push({ left, top, right, bottom });
  if (right - left >= fullPageSides && bottom - top >= fullPageSides) {
    content.hiddenLetters += content.visibleLetters;
    content.visibleLetters = 0;
  }
};
