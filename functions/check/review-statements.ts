/** The utilization review in the words of letters; what it writes; what it does. */
const review = String.raw`(?:utilization\s+review(?:er)?(?:\s+board)?|\bU\.?R\b)(?:\s*\((?:UR|utilization\s+review(?:\s+board)?)\))?`;
const paper = String.raw`(?:(?:['’]s)?[\s/]+(?:report|form|letter|documentation|decision|determination|denial|physician|reviewer|organization|department|notice|modification|non-?certification))*`;
const link = String.raw`[\s,(:]*(?:(?:was|is|being|with|a|the|of|from|on|dated?|decision|performed|completed|issued|made|done|rendered|conducted)[\s,(:]*){0,5}`;
const refusal = String.raw`(?:non-?\s?certif\w+|noncertif\w+|denied|denial|den(?:y|ies)|modif\w+|did\s+not\s+(?:certify|approve|authorize)|not\s+(?:certified|approved?|authorized)|failed\s+to\s+(?:approve|certify|authorize)|partially\s+(?:certified|approved|denied)|not\s+medically)`;
const verdict = String.raw`(?:${refusal}|certif\w+|approv\w+|determined|authori[sz]ed)`;
const request = String.raw`(?:\s+(?:the|this|these|a|an|all|said)?\s*(?:\w+\s+)?requests?(?:\s+for\s+[^,;.]{2,200}?)?)?`;
const otherReview =
  /\b(?:appeal|reconsider\w+|second|subsequent|earlier|(?:previous|prior)\s+(?:utilization|UR)|peer[- ]to[- ]peer|respon[sd]\w*|rebut\w+|disput\w+|disagree\w*)\b/i;

const urBefore = new RegExp(String.raw`${review}${paper}${link}$`, 'i');
const urVerdictBefore = new RegExp(
  String.raw`${review}${paper}\s+(?:has\s+|had\s+)?${verdict}(?:\s+certification)?${request}(?:\s+(?:to\s+be|as)\s+${verdict})?\s+on\s+$`,
  'i',
);
/** "... went to utilization review and was denied on", "was denied on <day> by utilization review". */
const verdictBefore = new RegExp(String.raw`\b${verdict}\s+on\s+$`, 'i');
const urThenVerdict = new RegExp(
  String.raw`\b(?:by|for|to|underwent)\s+${review}(?:\s+(?:and|which|but))?(?:\s+(?:was|were))?\s+(?:${verdict}\s+)?on\s+$`,
  'i',
);
const byUrAfter = new RegExp(String.raw`^\s*(?:by|in|per|through)\s+(?:the\s+|an?\s+)?${review}`, 'i');
/** What was done on a day is not what was decided on it. */
const ofService =
  /\b(?:DOS|services?|done|performed|provided|dispensed|dated|rendered|completed|obtained|submitted|received|requested|made|noted|prescribed|seen|scheduled)\s+on\s+$/i;
const sentToUr = new RegExp(
  String.raw`\b(?:sent|(?:re)?submitted|received|forwarded|referred)\s+(?:to|by|for)\s+(?:the\s+)?${review}[^.;]*$`,
  'i',
);
const paperAfter =
  /^\s+(?:\w+\s+)?(?:notes?|reports?|visits?|exam\w*|MRI|RFA|requests?|PR-?2|dates?\s+of\s+service)\b/i;
const urAfterOn = new RegExp(String.raw`^[,\s]*(?:(?:the|an?|this)\s+)?(?:(?:adverse|original)\s+)?${review}`, 'i');
const urAfter = new RegExp(String.raw`^\s*${review}[^.]*\b${refusal}`, 'i');
const deniedByUr = new RegExp(String.raw`^(?<between>[^.]*?)\b${verdict}[^.]{0,40}\bby\s+(?:the\s+)?${review}`, 'i');
/** "On <day> the physician requested X, which was denied": the day is the request's. */
const otherVerb =
  /\b(?:received|submitted|which|that|sent)\b|\b(?:physician|provider|doctor|treater|he|she|worker|patient|claimant|applicant|dr\.?\s+\w+)\s+(?:has\s+|had\s+)?\w+ed\b|\b(?:asked|appealed)\b/i;
const administratorBefore = new RegExp(
  String.raw`\bclaims\s+administrator\s+(?:has\s+|had\s+)?${refusal}${request}\s+on\s+$`,
  'i',
);
const administratorAfter = new RegExp(
  String.raw`^[,\s]*the\s+claims\s+administrator\s+(?:has\s+|had\s+)?${refusal}`,
  'i',
);
const priorBefore = new RegExp(
  [
    String.raw`\b(?:prior|previous|initial)\s+(?:review|determination|denial|decision)(?:\s+letter)?[\s,(]*(?:(?:was|is|dated|on|of|from|made)[\s,(]*){0,4}$`,
    String.raw`\b(?:prior|previous)\s+(?:review|determination|denial|decision)\s[^.;]{0,40}\b(?:was|is|dated)\s+(?:on\s+)?$`,
    String.raw`\bpreviously\s+(?:been\s+)?(?:reviewed|denied|non-?certified|modified|deemed\s+not\s+medically\s+necessary)(?:\s+and\s+(?:denied|non-?certified|modified))?[\s,]*(?:on|dated)[\s,]*$`,
    String.raw`\b(?:prior|previous)\s+${review}${paper}${link}$`,
  ].join('|'),
  'i',
);
/** What a review allowed is not what the header dates; a part that was not allowed makes it a denial all the same. */
const allowed =
  /^[^.;]{0,60}?(?<!non[-\s]?|not\s+|not\s+be\s+)\b(?:certified|approved|authori[sz]ed|certification|approval)\b/i;
const disallowed =
  /\b(?:non-?\s?certif\w*|noncertif\w*|den(?:y|ied|ial)|modif\w+|not\s+(?:certif|approv|authori|medically)\w*|partial\w*|remaining|fail\w*|only)\b/i;
const allowedBy = new RegExp(
  String.raw`(?<!non[-\s]?|not\s+)\b(?:certified|approved|authori[sz]ed)\s+(?:by|in|at|per|under)\s+(?:the\s+)?${review}${paper}${link}$`,
  'i',
);
/** "Utilization review approved the request on", "was authorized on <day> by utilization review". */
const allowedBefore =
  /(?<!\bnon[-\s]?|\bnot\s+|\bpartially\s+)\b(?:certified|approved|authori[sz]ed)\b[^.;]{0,200}\bon\s+$/i;
const ofOtherRequest = /^[^.;]{0,60}\b(?:earlier|previous|prior|different|other)\s+requests?\b/i;

/** A review that allowed what it was asked, or decided about an earlier request. */
const isOfOtherReview = (sentence: string, after: string): boolean =>
  (allowed.test(after) && !disallowed.test(sentence)) || ofOtherRequest.test(after);

const isAllowed = (sentence: string, before: string): boolean =>
  allowedBy.test(before) || (allowedBefore.test(before) && !disallowed.test(sentence));

/** What utilization review read or was sent has a day of its own: "according to utilization review, the 6-1-15 note". */
const isOfPaper = (before: string, after: string): boolean =>
  /\b(?<!\brequests?\b[^.]*)reviewed\s+by\s/i.test(before) ||
  sentToUr.test(before) ||
  (/\b(?:the|an?)\s+$/i.test(before) && paperAfter.test(after));

const isDatedByReview = (before: string, after: string): boolean => {
  if (urBefore.test(before)) return !isOfPaper(before, after);
  if (ofService.test(before) || /\bretrospective/i.test(before)) return false;
  if (urVerdictBefore.test(before) || urThenVerdict.test(before) || administratorBefore.test(before)) return true;
  return verdictBefore.test(before) && byUrAfter.test(after);
};

type Place = { sentence: string; before: string; after: string; isFirst: boolean; isOnly: boolean };

/** Whether a date is that of the utilization review at issue or of one before it; `undefined` when of neither. */
export const reviewRole = ({ sentence, before, after, isFirst, isOnly }: Place) => {
  const isOther = otherReview.test(before);
  if (isDatedByReview(before, after) && !isOther)
    return isOfOtherReview(sentence, after) || isAllowed(sentence, before) ? 'prior_review' : 'ur_decision';
  if (isFirst && urAfterOn.test(after)) return isOfOtherReview(sentence, after) ? 'prior_review' : 'ur_decision';
  if (!isOther && /\b(?:in|per|the|an?)\s+(?:an?\s+|the\s+)?$|^\W*$/i.test(before) && urAfter.test(after))
    return 'ur_decision';
  if (isFirst && administratorAfter.test(after)) return 'ur_decision';
  const denied = isFirst && isOnly ? deniedByUr.exec(after) : undefined;
  if (denied && !otherVerb.test(denied.groups?.['between'] ?? '')) return 'ur_decision';
  return priorBefore.test(before) ? 'prior_review' : undefined;
};
