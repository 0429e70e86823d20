import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts, TreatmentCategory, TreatmentMention } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { partsOf } from './parts-beside.ts';
import { sideOf } from './side-of.ts';

const ofReport: Partial<Record<DocumentFacts['documentType'], readonly TreatmentCategory[]>> = {
  operative: ['surgery'],
  procedure: ['injection', 'procedure'],
};

type Sided = { part: string; saying: Saying };

/** The parts of the body, with the side, of a document's treatments of some kinds. */
const sidedParts = (document: DocumentFacts, categories: readonly TreatmentCategory[]): Sided[] =>
  document.mentions
    .filter(
      (mention): mention is TreatmentMention => mention.type === 'treatment' && categories.includes(mention.category),
    )
    .flatMap((treatment) => {
      const side = sideOf(document, treatment);
      const named = partsOf(document, treatment);
      // Of the spine, its levels and not a part of the body stand beside the treatment.
      const parts = named.length > 0 ? named : [treatment.name];
      return (side ? parts : []).map((part) => ({
        part,
        saying: { value: side ?? '', citation: cite(document, treatment) },
      }));
    });

const orders: ReadonlySet<string> = new Set(['rfa', 'ur_decision']);

/** What was asked for or decided of the same part before the report was written. */
const ordersBefore = (documents: readonly DocumentFacts[], report: DocumentFacts): DocumentFacts[] =>
  documents.filter(
    ({ documentType, documentDate }) =>
      orders.has(documentType) && (documentDate ?? '9') <= (report.documentDate ?? ''),
  );

/**
 * An operation or injection on one side, which the request and the decision before it have on the other, as all other
 * documents do that name its side. `found` are the conflicts known by the name of a treatment.
 */
export const findWrongSide = (documents: readonly DocumentFacts[], found: readonly Conflict[]): Conflict[] =>
  documents.flatMap((report) => {
    const categories = ofReport[report.documentType];
    if (!categories || found.some(({ field }) => field.startsWith('laterality'))) return [];
    const done = Map.groupBy(sidedParts(report, categories), ({ part }) => part);
    return [...done].flatMap(([part, own]) => {
      const others = (some: readonly DocumentFacts[]): Sided[] =>
        some
          .filter((one) => one !== report)
          .flatMap((one) => sidedParts(one, categories).filter((sided) => sided.part === part));
      const all = [...own, ...others(documents)].map(({ saying }) => saying);
      const sidesDone = new Set(own.map(({ saying }) => saying.value));
      const sidesTold = new Set(others(documents).map(({ saying }) => saying.value));
      const isOneAgainstOne =
        sidesDone.size === 1 &&
        sidesTold.size === 1 &&
        !sidesTold.has('bilateral') &&
        !sidesDone.has('bilateral') &&
        [...sidesDone].every((side) => !sidesTold.has(side));
      if (!isOneAgainstOne || others(ordersBefore(documents, report)).length === 0) return [];
      return [conflictOf(`laterality:${part}`, `The side of the ${part}`, all)];
    });
  });
