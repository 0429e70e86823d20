import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { conflictOf, type Saying } from './conflict-of.ts';

const parts: readonly (readonly [string, RegExp])[] = [
  'shoulder',
  'elbow',
  'wrist',
  'hand',
  'hip',
  'knee',
  'ankle',
  'foot',
].map((part) => [part, new RegExp(String.raw`\b(left|right|bilateral|both)\s+(?:\w+\s+){0,1}?${part}`, 'gi')] as const);

type Sides = { sides: ReadonlySet<string>; saying: Saying };

const sidesIn = (document: DocumentFacts, pattern: RegExp): Sides | undefined => {
  const found = document.pageTexts.flatMap((text, index) =>
    [...text.matchAll(pattern)].map(([quote, side = '']) => ({
      side: side.toLowerCase(),
      citation: {
        documentId: document.documentId,
        page: index + 1,
        quote: quote.replace(/\s+/g, ' '),
        ruleId: 'side',
        certainty: 0.7,
      },
    })),
  );
  const [first] = found;
  return (
    first && { sides: new Set(found.map(({ side }) => side)), saying: { value: first.side, citation: first.citation } }
  );
};

/**
 * A part of the body that some documents have on the left only and the others on the right only. Where any document
 * knows both sides, both are the injured worker's complaint.
 */
export const findSideConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  parts.flatMap(([part, pattern]) => {
    const all = documents.flatMap((document) => sidesIn(document, pattern) ?? []);
    const isOneSided = all.every(({ sides }) => sides.size === 1 && (sides.has('left') || sides.has('right')));
    const isContradicted = new Set(all.map(({ saying }) => saying.value)).size > 1;
    return isOneSided && isContradicted
      ? [
          conflictOf(
            `laterality:${part}`,
            `The side of the ${part}`,
            all.map(({ saying }) => saying),
          ),
        ]
      : [];
  });
