import { readWordDocument, type WordPage } from '../word/read-word-document.ts';
import type { Page } from '../domain/page.ts';
import { typedPage } from './text-file-pages.ts';

/** The pages of a word processor's document. `register` has refused what is not one, or is too large. */
export const wordPages = (bytes: Uint8Array, maxUnpackedBytes: number): Page[] => {
  const document = readWordDocument(bytes, maxUnpackedBytes);
  if (document.kind !== 'pages') throw new Error(`the document cannot be read: ${document.kind}`);
  return document.pages.map((page, index) => wordPage(page, index + 1));
};

const wordPage = ({ lines, pictures, objects }: WordPage, number: number): Page => {
  const page = typedPage(lines, number, 'The document has its words.');
  const passedOver = [counted(pictures, 'picture'), counted(objects, 'embedded object')].filter((text) => text !== '');
  if (passedOver.length === 0) return page;
  const told = `${passedOver.join(' and ')} on it ${pictures + objects === 1 ? 'was' : 'were'} not read`;
  return page.source === 'blank'
    ? {
        ...page,
        source: 'unreadable',
        reason: `The page has no words, and ${told}; a PDF of the document can be read.`,
      }
    : { ...page, reason: `${page.reason} But ${told}.` };
};

const counted = (count: number, name: string): string =>
  count === 0 ? '' : `${count} ${name}${count === 1 ? '' : 's'}`;
