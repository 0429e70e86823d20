import { isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';
import { datesOf, isFirm, ownDatesOf, type StatedDate } from './dates-of.ts';

export type Stated = StatedDate & { document: DocumentFacts };

const otherAct = /\b(?:prior|previous|earlier|past|another|second|subsequent|later)\s+(?:[\w-]+\s+){0,2}\(?$/i;
const previously = /\bpreviously\s+(?:been\s+)?(?:reviewed|denied|non-?\s?certified|modified|deemed)\b[^.;]{0,40}$/i;
const oneOfSeveral = /\b(?:an?|another)\s+$/i;
const actName = /\b(?:request(?:s|ed)?|RFA|utilization\s+review|review|UR|determination|decision|denial)\b/gi;
const receipt = /\breceiv(?:ed|es|ing)\b[^.;]*\d{4}\s+(?:on|at)\s+$/i;
/** "RFA of 9/19 (in: 9/20)", "reached us on 9/20". */
export const arrival =
  /\b(?:in|in\s+(?:our|the)\s+(?:hands?|office)|rec['’]?d|rec|rcvd|recv['’]?d|received|receipt|stamped|logged|arrived|reached|came|faxed|sent|transmitted|forwarded)\.?\s?:?\s+(?:(?:to\s+)?us\s+|here\s+|in\s+)?(?:on\s+|by\s+)?$/i;

/** Forms with a field for the date of each act: there a date that only stands near the words is another one. */
const forms: ReadonlySet<DocumentType> = new Set(['rfa', 'imr_application', 'noarfi']);

const reachBefore = 140;
const reachAfter = 50;

/** The words of the date's own sentence before and after it. */
const wordsAround = ({ document, mention }: Stated): { before: string; after: string } => {
  const place = mention ? placeInPage(document, mention) : -1;
  if (!mention || place < 0) return { before: '', after: '' };
  const text = document.pageTexts[mention.page - 1] ?? '';
  const end = place + mention.text.length;
  const before = text.slice(Math.max(0, place - reachBefore), place).split(/[.;]\s/);
  return { before: before.at(-1) ?? '', after: text.slice(end, end + reachAfter).split(/[.;]\s/)[0] ?? '' };
};

/** The words right before the name of the act that the date is told with: "The prior", "a". */
const wordsBeforeAct = (stated: Stated): string => {
  const { before, after } = wordsAround(stated);
  const named = [...before.matchAll(actName)].at(-1);
  if (named) return before.slice(0, named.index).replace(/\b(?:utilization\s+review|UR)\s+$/i, '');
  const next = after.matchAll(actName).next().value;
  return next ? after.slice(0, next.index) : '';
};

const reachBehind = 50;

/** "RFA signed 06/09/2016, on my desk 06/10/2016": without a word for a request of its own, the day of its receipt. */
const isBehindTheRequest = ({ document, mention }: Stated): boolean => {
  if (document.documentType !== 'ur_decision' || !mention || mention.ruleId.endsWith('role.label')) return false;
  const at = placeInPage(document, mention);
  const before = (document.pageTexts[mention.page - 1] ?? '').slice(Math.max(0, at - reachBehind), Math.max(0, at));
  const first = document.mentions.findLast(
    (other) =>
      other.type === 'date' &&
      other.role === 'rfa_date' &&
      other.page === mention.page &&
      other.start < mention.start &&
      other.ruleId.endsWith('role.label'),
  );
  if (first?.type !== 'date' || first.value > mention.value) return false;
  const words = before.split(first.text.replace(/\s+/g, ' '))[1];
  return words !== undefined && !/[.;]\s|\b(?:requests?|RFAs?|forms?|dated|signed|amended|and)\b/i.test(words);
};

/** "We received your request dated 9/29 on 9/30": the second day is the day of receipt. */
const isReceipt = (stated: Stated): boolean =>
  stated.mention?.role === 'rfa_date' &&
  (receipt.test(wordsAround(stated).before) || arrival.test(wordsAround(stated).before) || isBehindTheRequest(stated));

/** A request for authorization knows of decisions on earlier requests only. */
const isBeforeRequest = ({ document, mention, value }: Stated): boolean =>
  document.documentType === 'rfa' &&
  mention?.role === 'ur_decision_date' &&
  (ownDatesOf(document, 'rfa_date') ?? []).some((own) => value <= own.value);

const isOfOtherAct = (stated: Stated): boolean =>
  otherAct.test(wordsBeforeAct(stated)) || previously.test(wordsAround(stated).before);

const isLabelled = ({ citation }: Stated): boolean => /role\.(?:bare-)?label$/.test(citation.ruleId);

/** What a document says about the act in dispute: not what it tells of earlier ones, nor a list of several. */
export const statedBy = (document: DocumentFacts, role: DateRole): Stated[] => {
  const own = ownDatesOf(document, role);
  if (own) return own.filter(({ value }) => isDay(value)).map((stated) => ({ ...stated, document }));
  const all = datesOf(document, role)
    .filter((stated) => isDay(stated.value) && isFirm(document, stated))
    .map((stated) => ({ ...stated, document }))
    .filter((stated) => !isOfOtherAct(stated) && !isReceipt(stated) && !isBeforeRequest(stated));
  const told = forms.has(document.documentType) && all.some(isLabelled) ? all.filter(isLabelled) : all;
  if (new Set(told.map(({ value }) => value)).size < 2) return told;
  return told.filter((stated) => !oneOfSeveral.test(wordsBeforeAct(stated)));
};
