import { isDay } from '../domain/calendar.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { Citation, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { conversion } from './run-clocks.ts';
import type { ClockEvent } from './run-clock.ts';

type Known = Pick<Chronology, 'header' | 'disputedItems'> & {
  documents: readonly DocumentFacts[];
  events: readonly ClockEvent[];
};

type Chosen = { priority: Chronology['priority']; basis: NonNullable<Chronology['priorityBasis']> };

/** Papers whose boxes and words say what kind of review it is. */
const papers: ReadonlySet<DocumentType> = new Set(['imr_application', 'ur_decision', 'noarfi']);

const tick = String.raw`(?:\[\s*[xX✓✔]\s*\]|☒|☑|\([xX]\))`;
const expeditedWords = new RegExp(
  String.raw`${tick}\s*expedited|(?:review|UR|priority)\s*(?:type)?\s*:\s*expedited`,
  'i',
);
/** The dispute itself is called one about the formulary; an unticked box and a guideline's name say nothing. */
const formularyWords = new RegExp(
  [
    String.raw`${tick}[^\[\]☐☒☑]{0,50}\bformulary\b`,
    String.raw`\bformulary\s+(?:dispute|review|denial|decision|IMR)\b(?!\s*[:?]\s*(?:no|n\/a)\b)`,
    String.raw`(?:review|dispute|priority)\s*(?:type)?\s*:\s*formulary`,
    String.raw`\b(?:not\s+(?:on|in|listed\s+(?:on|in))|outside|non-?exempt\s+(?:drug\s+)?(?:under|on|in)|exempt\s+(?:drug\s+)?(?:under|on|in)|pursuant\s+to|under)\s+the\s+(?:MTUS\s+)?(?:drug\s+)?formulary\b`,
  ].join('|'),
  'i',
);
/** Before it nobody could dispute a drug under the formulary. Source: Labor Code 4610.5(a)(3). */
const formularyFromDate = '2018-01-01';

const places = (documents: readonly DocumentFacts[], pattern: RegExp): Citation[] =>
  documents
    .filter(({ documentType }) => papers.has(documentType))
    .flatMap(({ documentId, pageTexts }) =>
      pageTexts.flatMap((text, index) => {
        const quote = pattern.exec(text)?.[0].replace(/\s+/g, ' ');
        return quote ? [{ documentId, page: index + 1, quote, ruleId: 'priority', certainty: 0.8 }] : [];
      }),
    );

/**
 * Which time limits the review has. Expedited: the box is ticked, or the physician certifies a threat later on. Formulary:
 * utilization review of 2018 or later denied drugs only, and a paper of the dispute says that it is under the formulary.
 * Standard is every other. Sources: 8 CCR 9792.10.4; Labor Code 4610.5(a)(3), 4610.6(d).
 */
export const choosePriority = ({ documents, header, disputedItems, events }: Known): Chosen => {
  const expedited = places(documents, expeditedWords);
  if (expedited.length > 0) {
    return {
      priority: 'expedited',
      basis: {
        reason: 'A paper of the dispute asks for an expedited review.',
        source: '8 CCR 9792.10.4',
        sources: expedited,
      },
    };
  }
  const converted = events.find(({ kind }) => kind === conversion);
  if (converted) {
    return {
      priority: 'expedited',
      basis: {
        reason: `The physician certified an imminent and serious threat to health on ${converted.onDate}.`,
        source: '8 CCR 9792.10.4',
        sources: [],
      },
    };
  }
  const decidedOnDate = header.urDecisionDate ?? '';
  const formulary = places(documents, formularyWords);
  const isDrugsOnly = disputedItems.length > 0 && disputedItems.every(({ category }) => category === 'medication');
  if (formulary.length > 0 && isDrugsOnly && isDay(decidedOnDate) && decidedOnDate >= formularyFromDate) {
    return {
      priority: 'formulary',
      basis: {
        reason: 'Only drugs are in dispute, and a paper of the dispute says that it is under the formulary.',
        source: 'Labor Code 4610.5(a)(3)',
        sources: formulary,
      },
    };
  }
  return {
    priority: 'standard',
    basis: {
      reason: 'Nothing in the file makes it an expedited review or one about the formulary.',
      source: 'Labor Code 4610.6(d)',
      sources: [],
    },
  };
};
