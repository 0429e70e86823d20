import type { CaseDocument } from '../domain/document.ts';
import type { PictureOf } from './find-copies.ts';
import { openPictures, type PagePictures } from './page-pictures.ts';

/** Documents kept open: each with its bytes and some decoded pages. */
const maxOpen = 3;

/** The scans of all documents of a case; documents are opened when a page of theirs is asked for. */
export const casePictures = (
  documents: readonly CaseDocument[],
  fetchBytes: (document: CaseDocument) => Promise<Uint8Array>,
): { pictureOf: PictureOf; close: () => Promise<void> } => {
  const byId = new Map(documents.map((document) => [document.documentId, document]));
  const open = new Map<string, PagePictures>();
  return {
    async pictureOf({ documentId, page }) {
      const document = byId.get(documentId);
      if (!document) return undefined;
      const pictures = open.get(documentId) ?? openPictures(() => fetchBytes(document), document.mediaType);
      // The one used last stands last.
      open.delete(documentId);
      open.set(documentId, pictures);
      const [oldest] = open;
      if (open.size > maxOpen && oldest) {
        open.delete(oldest[0]);
        await oldest[1].close();
      }
      return pictures.of(page);
    },
    async close() {
      for (const pictures of open.values()) await pictures.close();
    },
  };
};
