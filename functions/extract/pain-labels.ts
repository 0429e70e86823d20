import { ledByWord, type Rule } from './rules.ts';

/** A score on the scale 0-10. */
export const n = '(?:10|[0-9])(?:\\.[05])?';
/** One score, or two that are the ends of a range. */
export const range = `(${n})\\+?(?: ?(?:-|–|to|or) ?(${n}))?\\+?`;

/** What follows a number that counts something else. */
const notCounted =
  '(?![\\d/%:]|\\.\\d| ?(?:-|–) ?\\d|[ -]?(?:weeks?|wks?|months?|mos?|days?|years?|yrs?|mg|times|x|cm|hours?|hrs?|minutes?|mins?|th|st|nd|rd|nights?|visits?|sessions?|treatments?|injections?|blocks?|tab(?:let)?s?|pills?|patch(?:es)?|lbs?|pounds|feet|ft|inches|levels?|points?|of|out of(?!\\s(?:10|ten|a possible)))\\b)';
/** What follows a score that no label but "pain" leads: a list is numbered in the same way. */
const alone =
  '(?=\\.?\\s*(?:\\n|$)|[,;](?! \\d[.)])| (?:today|now|currently|this visit|constant|at (?:rest|best|worst|night)|on average|with|without|after|before|w\\/)(?![\\w]))';

const scaleName =
  '(?:VAS|NRS|NPRS|VNS|VRS|(?:visual analog(?:ue)?|numeric(?:al)?|verbal)(?: pain)?(?: rating| analog(?:ue)?)?(?: scale| score)?)';
const zeroToTen =
  '(?: ?[([]?(?:(?:scale )?(?:of |from )?[01] ?(?:-|–|to) ?10(?: scale)?|VAS|NRS|NPRS|at present)[)\\]]?)?';
const meds = 'with(?:out)? (?:pain )?(?:meds?|medications?)|w\\/o? ?(?:pain )?(?:meds?|medications?)';
const when = `(?:current(?:ly)?|present(?:ly)?|now|today|best|worst|least|lowest|highest|average|avg\\.?|usual(?:ly)?|baseline|(?:at (?:its )?)?(?:best|worst|least|rest|night)|with (?:activity|movement|use)|${meds})`;

/** Labels that only a score follows; the number may stand on the next line. */
const afterLabel = ledByWord(
  'vas nrs nprs vns vrs visual numeric numerical verbal pain symptom symptoms post pre severity',
  new RegExp(
    `\\b(?:${scaleName}|pain ${scaleName}|pain (?:level|score|scale|rating|intensity|severity)|(?:pain|symptoms?) (?:is |are |was )?(?:currently )?rated?|(?:post|pre)(?:-?(?:procedure|injection|treatment|tx|op))? (?:pain|VAS)|pain (?:${meds})|pain:? (?:is|was|at|currently|now|today|avg|average)|pain(?=${zeroToTen} ?[:=])|pain(?= ?[([])|pain(?= [01]-10\\b)|severity)${zeroToTen}(?: (?:score|level|scale|rating|of|is|was|as|at|an?|to be|today|currently|now|rated|around|about)){0,4}(?: ?[:=]? ?(?:an? )?| ?:?\\n(?=(?:10|\\d)(?: ?[-–] ?(?:10|\\d))?\\s*(?:\\n|$)))${range}${notCounted}`,
    'gi',
  ),
);
/** "Neck pain 6 today": strict, for what follows the word alone may number a list. */
const afterPain = ledByWord('pain', new RegExp(`\\bpain ${range}${alone}`, 'gi'));
/** "Pain best 3", "VAS: current 5", "pain: at rest 2". */
const afterWhen = ledByWord(
  'pain vas nrs nprs',
  new RegExp(
    `\\b(?:pain(?: (?:level|score|scale|intensity|rating)s?)?|VAS|NRS|NPRS)${zeroToTen} ?[:,-]? (?:is )?${when}(?: is| was| of| at)?(?: ?[:=] ?| )${range}${notCounted}`,
    'gi',
  ),
);
/** "Worst pain 9", "average pain is 6". */
const afterWhenPain = ledByWord(
  'worst best least lowest highest average avg usual current present',
  new RegExp(
    `\\b(?:worst|best|least|lowest|highest|average|avg\\.?|usual|current|present) pain(?: (?:level|score|intensity|rating))?(?: (?:in|over|during|since) (?:the )?(?:last|past) (?:week|month|24 hours|visit|assessment))?(?: is| was| of| at)?(?: ?[:=] ?| )${range}${notCounted}`,
    'gi',
  ),
);
/** "Rates the low back pain as 4", "rating her symptoms at a 6". */
const afterRates = ledByWord(
  'rate rates rating rated',
  new RegExp(
    `\\brat(?:es?|ing|ed) (?:(?!at\\b|as\\b)[a-z]+ ){0,4}(?:pain|symptoms|discomfort|headaches?)(?: (?:today|currently|now|level|in [a-z]+ [a-z]+))?(?: (?:as|at|is|to be|around|about))?(?: an?)? ${range}${notCounted}`,
    'gi',
  ),
);
/** "Neck pain, sharp, rated 7." */
const rated = ledByWord(
  'rated',
  new RegExp(
    `(?<=\\b(?:pain|ache|headaches?|discomfort)\\b[^.;\\n\\d]{0,40} )rated (?:at |as )?(?:an? )?${range}${alone}`,
    'gi',
  ),
);
/** "0-10 scale: 5" */
const behindScale = ledByWord(
  'scale',
  new RegExp(`(?<=\\b[01] ?(?:-|–|to) ?10 (?:pain )?)scale\\)?(?: ?[:=] ?| (?:is |of )?)${range}${notCounted}`, 'gi'),
);
/** "Pain ranges from 4 to 8", "pain fluctuates between 3 and 6". */
const ranging = ledByWord(
  'pain',
  new RegExp(
    `\\bpain (?:level |score |intensity )?(?:usually |generally )?(?:ranges?|ranging|varies|varying|fluctuates|fluctuating|goes|is|was) (?:from|between) (?:an? )?(${n}) (?:to|and) (?:an? )?(${n})${notCounted}`,
    'gi',
  ),
);
/** "Pain down from an 8 to a 5" is told by its verb; "pain 8 -> 5" by its arrow, and the second score stands bare. */
const beforeArrow = ledByWord(
  'pain vas',
  new RegExp(`\\b(?:pain(?: level| score)?|VAS):? (?:an? )?(${n})(?= ?(?:->|→|=>|-->) ?(?:10|\\d)(?![\\d/]))`, 'gi'),
);
/** "Pre 7 post 3", "pain before 8, after 2". */
const beforePost = ledByWord(
  'pre pain',
  new RegExp(
    `\\b(?:pre(?:-?(?:tx|treatment|procedure|injection|session))?(?: pain| VAS)?|pain:? (?:was |is )?(?:before|pre)(?:-?(?:tx|treatment|injection))?) ?[:=]? ?(${n})(?=,?;? ?(?:and |\\/ ?)?(?:post|after)(?:-?(?:tx|treatment|procedure|injection|session))?(?: pain| VAS)? ?[:=]? ?(?:10|\\d)(?![\\d/%]|\\.\\d| ?[a-z]))`,
    'gi',
  ),
);

/** The rules whose score stands behind words that tell it is one. */
export const painLabels: readonly { rule: Rule; ruleId: string }[] = [
  afterLabel,
  afterPain,
  afterWhen,
  afterWhenPain,
  afterRates,
  rated,
  behindScale,
  ranging,
  beforeArrow,
  beforePost,
].map((rule) => ({ rule, ruleId: 'pain.label' }));
