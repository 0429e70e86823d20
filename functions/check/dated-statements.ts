import type { PartialDay } from '../domain/days.ts';
import type { Passage } from './letter.ts';
import { readDates } from './read-dates.ts';
import { sentencesOf } from './sentences.ts';

export type DatedStatement = {
  role: 'ur_decision' | 'prior_review' | 'injury' | 'application' | 'rfa' | 'rfa_received';
  value: PartialDay;
  passage: Passage;
  quote: string;
};

const review = String.raw`(?:utilization\s+review(?:\s+board)?|\bU\.?R\b)(?:\s*\((?:UR|utilization\s+review(?:\s+board)?)\))?`;
const paper = String.raw`(?:\s+(?:report|form|letter|documentation|decision|determination|denial|physician|reviewer|organization|department))*`;
const link = String.raw`[\s,(:]*(?:(?:was|is|being|with|a|the|of|from|on|dated?|decision|performed|completed|issued|made)[\s,(:]*){0,5}`;
const verdict = String.raw`(?:non-?\s?certif\w+|noncertif\w+|denied|denial|modified|modification|certif\w+|approv\w+|not\s+approve|determined|authori[sz]ed|not\s+medically)`;
const request = String.raw`(?:requests?\s+for\s+authorization|authorization\s+requests?|\bRFA\b)(?:\s*\((?:RFA|request\s+for\s+authorization)\))?(?:\s+form)?(?:\s*\((?:RFA|request\s+for\s+authorization)\))?`;
const otherReview =
  /\b(?:appeal|reconsider\w+|second|subsequent|earlier|previous\s+utilization|prior\s+utilization|peer[- ]to[- ]peer)\b/i;
const otherInjury =
  /\b(?:prior|previous|earlier|another|second|subsequent|new|re-?injur\w*)\s+(?:\w+\s+){0,2}(?:injur|accident)/i;

const urBefore = new RegExp(String.raw`${review}${paper}${link}$`, 'i');
const urVerdictBefore = new RegExp(String.raw`${review}${paper}\s+${verdict}(?:\s+certification)?\s+on\s+$`, 'i');
const urAfterOn = new RegExp(String.raw`^[,\s]*(?:the\s+)?${review}`, 'i');
const deniedByUr = new RegExp(String.raw`^[^.]*\b${verdict}[^.]{0,40}\bby\s+(?:the\s+)?${review}`, 'i');
const priorBefore = new RegExp(
  [
    String.raw`\b(?:prior|previous|initial)\s+(?:review|determination|denial|decision)(?:\s+letter)?[\s,(]*(?:(?:was|is|dated|on|of|from|made)[\s,(]*){0,4}$`,
    String.raw`\b(?:prior|previous)\s+(?:review|determination|denial|decision)\s[^.;]{0,40}\b(?:was|is|dated)\s+(?:on\s+)?$`,
    String.raw`\bpreviously\s+(?:been\s+)?(?:reviewed|denied|non-?certified|modified|deemed\s+not\s+medically\s+necessary)(?:\s+and\s+(?:denied|non-?certified|modified))?[\s,]*(?:on|dated)[\s,]*$`,
  ].join('|'),
  'i',
);
const injuryBefore =
  /(?:\b(?:occupational|industrial|work(?:ers?['’]?)?(?:\s+compensation)?)\s+claim\s+(?:from|of|dated)\s+|\b(?:injur(?:y|ies)|accident)(?:\s*\(DOI\))?[\s,:(]*(?:(?:date|dated|that|which|occurred|occurring|reported|sustained|was|is|of|on|from)[\s,:(]*){0,5}|\bdate\s+of\s+(?:the\s+)?injur(?:y|ies)(?:\s*\(DOI\))?[\s,:(]*(?:(?:was|is|of|on|noted|listed|as)[\s,:(]*){0,4}|\bD\.?O\.?I\.?[\s:,(]*(?:(?:was|is|of)\s+)?|\binjured\s+(?:at\s+work\s+)?(?:on|in)\s+(?:the\s+date\s+of\s+)?)$/i;
const rfaBefore = new RegExp(
  String.raw`${request}[\s,:(]*(?:(?:date|dated|was|is|were|signed|on|of|submitted|form|for|completed|noted|the|as)[\s,:(]*){0,5}$`,
  'i',
);
const requestAtEnd = new RegExp(String.raw`${request}[^.]{0,40}$`, 'i');
const rfaReceived = new RegExp(String.raw`${request}[^.]{0,30}\breceived\b[\s,:(]*(?:(?:on|dated)[\s,:(]*){0,2}$`, 'i');
const rfaAfter = new RegExp(String.raw`^[,\s]*(?:the\s+|a\s+|an\s+)?${request}(?!\s+(?:was|were)\s+received)`, 'i');
/** The header has the day on which it arrived; the day of its signature is another fact. */
const applicationBefore =
  /\b(?:IMR\s+application|application\s+for\s+independent\s+medical\s+review)[\s,:(]*(?:(?:was|is)\s+)?(?:received|filed)[\s,:(]*(?:(?:on|of)[\s,:(]*)?$/i;
const otherRequest = /\b(?:second|another|additional|earlier|previous|prior|new|subsequent)\s+(?:\w+\s+)?$/i;
/** What a review allowed is not what the header dates; a part that was not allowed makes it a denial all the same. */
const allowed =
  /^[^.;]{0,60}?(?<!non[-\s]?|not\s+|not\s+be\s+)\b(?:certified|approved|authori[sz]ed|certification|approval)\b/i;
const disallowed =
  /\b(?:non-?\s?certif\w*|noncertif\w*|den(?:y|ied|ial)|modif\w+|not\s+(?:certif|approv|authori|medically)\w*|partial\w*|remaining|fail\w*|only)\b/i;
const allowedBy = new RegExp(
  String.raw`(?<!non[-\s]?|not\s+)\b(?:certified|approved|authori[sz]ed)\s+(?:by|in|at|per|under)\s+(?:the\s+)?${review}${paper}${link}$`,
  'i',
);
const ofOtherRequest = /^[^.;]{0,60}\b(?:earlier|previous|prior|different|other)\s+requests?\b/i;

/** What the letter says about the dates of the dispute, sentence by sentence. Doubtful sentences say nothing. */
export const datedStatements = (passages: readonly Passage[]): DatedStatement[] =>
  passages.flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) => {
      const dates = readDates(text);
      const roles = dates.map((date, index) => roleOf(text, date, dates.length, index));
      return dates.flatMap((date, index) => {
        const role = roles[index];
        return role ? [{ role, value: date.value, passage, quote: text }] : [];
      });
    }),
  );

/** A review that allowed what it was asked, or decided about an earlier request. */
const isOfOtherReview = (sentence: string, after: string): boolean =>
  (allowed.test(after) && !disallowed.test(sentence)) || ofOtherRequest.test(after);

const roleOf = (
  sentence: string,
  date: { start: number; end: number },
  count: number,
  index: number,
): DatedStatement['role'] | undefined => {
  const before = sentence.slice(0, date.start);
  const after = sentence.slice(date.end);
  const isFirst = /^[^\w]*(?:on\s+)?$/i.test(before);
  if (urBefore.test(before) || urVerdictBefore.test(before)) {
    if (otherReview.test(before) || /\breviewed\s+by\s/i.test(before)) return undefined;
    return allowedBy.test(before) || isOfOtherReview(sentence, after) ? 'prior_review' : 'ur_decision';
  }
  if (isFirst && urAfterOn.test(after)) return isOfOtherReview(sentence, after) ? 'prior_review' : 'ur_decision';
  if (isFirst && count === 1 && deniedByUr.test(after)) return 'ur_decision';
  if (isFirst && index === 0 && rfaAfter.test(after) && !/received/i.test(after.slice(0, 60))) return 'rfa';
  if (/\b(?:an?|the)\s+$/i.test(before) && rfaAfter.test(after)) return 'rfa';
  if (priorBefore.test(before)) return 'prior_review';
  if (applicationBefore.test(before)) return 'application';
  if (rfaReceived.test(before)) return /received\s+dated\s*$/i.test(before) ? 'rfa' : 'rfa_received';
  const requested = requestAtEnd.exec(before);
  if (requested && otherRequest.test(before.slice(0, requested.index))) return undefined;
  if (rfaBefore.test(before)) return /^\W*received/i.test(after) ? 'rfa_received' : 'rfa';
  if (injuryBefore.test(before)) return otherInjury.test(before.slice(-80)) ? undefined : 'injury';
  return undefined;
};
