import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';

const limb = String.raw`(?=\s+(?:shoulder|knee|wrist|elbow|hip|ankle|foot|hand|upper|lower))`;
const left = new RegExp(String.raw`\b(?:left|lt|l${limb})\b`, 'i');
const right = new RegExp(String.raw`\b(?:right|rt|r${limb})\b`, 'i');

/** The one side that words name; both sides are `bilateral`, none or each of them in turn is undefined. */
export const sideIn = (words: string): 'left' | 'right' | 'bilateral' | undefined => {
  if (/\b(?:bilateral|bilat|b\/l|both)\b/i.test(words)) return 'bilateral';
  const isLeft = left.test(words);
  return isLeft === right.test(words) ? undefined : isLeft ? 'left' : 'right';
};

const byPage = new WeakMap<DocumentFacts, Map<number, TreatmentMention[]>>();

/** The treatments of a page in reading order. */
const treatmentsOn = (document: DocumentFacts, page: number): readonly TreatmentMention[] => {
  const known =
    byPage.get(document) ??
    Map.groupBy(
      document.mentions.filter((mention): mention is TreatmentMention => mention.type === 'treatment'),
      (treatment) => treatment.page,
    );
  byPage.set(document, known);
  return known.get(page) ?? [];
};

const level = String.raw`(?:and\s+|&\s*)?(?:[CTL]\d{1,2}|S1)(?:[-–/](?:[CTLS]?\d{1,2}))?`;
const amount = String.raw`(?:x\s?)?\d{1,3}(?:\s+(?:visits|sessions|treatments))?`;
const between = new RegExp(String.raw`^[\s,]+(?:(?:${level}|${amount})(?:[\s,]+|$))*`);

/** The words of the line beside the treatment: where the side stands when nobody has read it as an attribute. */
export const wordsBeside = (document: DocumentFacts, treatment: TreatmentMention): string => {
  const pageText = document.pageTexts[treatment.page - 1] ?? '';
  const at = placeInPage(document, treatment);
  if (at < 0) return '';
  const end = at + treatment.text.replace(/\s+/g, ' ').trim().length;
  const before =
    pageText
      .slice(Math.max(0, at - 24), at)
      .split(/[\n,;.:]/)
      .at(-1) ?? '';
  // The next treatment has a side of its own.
  const nextTreatment = treatmentsOn(document, treatment.page).find(({ start }) => start > treatment.start);
  const next = Math.min(end + 32, nextTreatment ? Math.max(end, placeInPage(document, nextTreatment)) : end + 32);
  const after =
    pageText
      .slice(end, next)
      // "Ablation L4-5, L5-S1, right", "OT 8 visits, left wrist": the levels and the count stand between.
      .replace(between, ' ')
      .split(/[\n,;.:]/)[0] ?? '';
  return `${before} ${pageText.slice(at, end)} ${after}`;
};

/** The side of a treatment, from the words beside it. */
export const sideOf = (document: DocumentFacts, treatment: TreatmentMention) =>
  sideIn(wordsBeside(document, treatment));
