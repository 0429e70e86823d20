import type { Chronology } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import { medicalOnly, searchFile } from './file-evidence.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter } from './letter.ts';
import { negativeClaims } from './negative-claims.ts';

const maxPlaces = 8;

/**
 * Every "there is no documentation of X" is searched for in the whole file; what the file has against it is shown with
 * its pages. Source: appeals succeeded where the letter denied what a listed report says (McAtee, Gonzalez-Ornelas).
 */
export const checkNegativeClaims = (
  letter: Letter,
  documents: readonly DocumentFacts[],
  chronology: Chronology | undefined,
): Finding[] => {
  const medical = medicalOnly(documents);
  const names = new Map<string, string>([
    ...documents.map((document): [string, string] => [document.documentId, document.title]),
    ...(chronology?.records ?? []).map((record): [string, string] => [record.documentId, record.fileName]),
  ]);
  return negativeClaims(letter).flatMap((claim) => {
    const found = searchFile(claim, medical);
    if (!found) return [];
    const pages = [...new Map(found.evidence.map((place) => [`${place.documentId}/${place.page}`, place])).values()];
    return [
      findingOf({
        rule: 'negative-claim',
        source:
          'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact; a letter may not say that the record lacks what it has',
        severity: claim.isAboutRecord || found.severity !== 'error' ? found.severity : 'warning',
        message: `The letter says that the file lacks "${claim.subject}"; it has ${found.what} on ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}.`,
        values: [
          claim.subject,
          ...pages
            .slice(0, maxPlaces)
            .map(({ documentId, page }) => `${names.get(documentId) ?? documentId}, page ${page}`),
        ],
        places: [
          inLetter(claim.passage, claim.sentence),
          ...pages.slice(0, maxPlaces).map(({ documentId, page, quote }) => ({
            in: 'case-file' as const,
            name: names.get(documentId) ?? documentId,
            documentId,
            page,
            quote,
          })),
        ],
        resolution: 'Read the pages. Correct the sentence, or say why they do not count.',
      }),
    ];
  });
};
