const otherInjury =
  /\b(?:prior|previous|earlier|another|second|subsequent|new|re-?injur\w*|non-?\s?(?:industrial|work))\s+(?:\w+\s+){0,2}(?:injur|accident)/i;
/** What happened to an injury or a claim later, and injuries of before: "an exacerbation of the injury on". */
const ofAnother =
  /\b(?:exacerbat\w+|aggravat\w+|flare\S*|recovered|accepted|denied)\b[^.;]{0,40}$|\b(?:another|different|other|second|separate|prior|previous)\s+(?:\w+\s+){0,2}claim\b|\bhistory\s+of\s+(?!(?:an?\s+)?(?:industrial|occupational|work)\b)(?:\w+\s+){0,5}injury\b|\bsince\s+(?:(?:the|her|his)\s+)?injury,\s+on\s+$|\b(?:after|following|for)\s+(?:(?:the|her|his|this)\s+)?(?!an?\b)(?:\w+\s+){0,2}injur(?:y|ies)\b[\s,]*(?:(?:was|is|on)\s+){0,2}$/i;
const injury = String.raw`(?:injur(?:y|ies)|accident)`;
const industrial = String.raw`(?:(?:industrial|occupational|work(?:[\s-]*related)?|reported|cumulative|trauma)[\s-]+){1,3}`;
const link = String.raw`[\s,:(]*(?:(?:date|dated|that|which|occurred|occurring|reported|sustained|was|is|of|on|from|in|noted|listed|as|to\s+be|took\s+place|at\s+work)[\s,:(]*){0,6}`;

const before = new RegExp(
  String.raw`(?:${[
    String.raw`\b(?:occupational|industrial|work(?:ers?['’]?)?(?:\s+compensation)?)\s+claim\s+(?:from|of|dated)\s+`,
    String.raw`\b${injury}(?:\s*\(DOI\))?${link}`,
    String.raw`\bdate\s+of\s+(?:the\s+)?(?:industrial\s+)?injur(?:y|ies)(?:\s*\(DOI\))?${link}`,
    String.raw`\bD\.?O\.?I\.?[\s:,(]*(?:(?:was|is|of)\s+)?`,
    String.raw`\binjured\s+(?:at\s+work\s+)?(?:(?:on|in)\s+)?(?:the\s+date\s+of\s+)?`,
    String.raw`\b(?:sustained|suffered|incurred|experienced)\s+(?:\S+\s+){0,5}injur(?:y|ies)\s+(?:to|of|in|involving)\s+[^.;\d]{2,90}\s+on\s+`,
    String.raw`\b(?:sustained|suffered|incurred)\s+(?:an?\s+)?${industrial}injur(?:y|ies)\s+[^.;,\d]{2,60}\s+on\s+`,
    String.raw`\b(?:fell|hurt|injured)\b[^.;\d]{0,40}\bat\s+work\s+on\s+`,
  ].join('|')})$`,
  'i',
);
/** "a 3/2/14 date of injury"; "On 3/2/14 she sustained an industrial injury". */
const after = new RegExp(
  String.raw`^\s*(?:date\s+of\s+(?:industrial\s+)?injury|DOI\b|injury\s+date|(?:industrial|work(?:[\s-]*related)?)\s+(?:injury|accident))`,
  'i',
);
const told = new RegExp(
  String.raw`^[,\s]*(?:the\s+[\w\s]{3,30}|he|she)\s+(?:(?:sustained|suffered|incurred|had)\s+(?:an?\s+)?${industrial}${injury}|was\s+injured\s+at\s+work)`,
  'i',
);

type Place = { before: string; after: string; isFirst: boolean };

/** Whether a date is that of the injury which the letter is about. */
export const isInjuryDate = (place: Place): boolean => {
  if (
    otherInjury.test(place.before.slice(-80)) ||
    otherInjury.test(place.after.slice(0, 60)) ||
    ofAnother.test(place.before)
  )
    return false;
  if (before.test(place.before)) return !/\bfirst\s+report\s+of\s+[^.]*$/i.test(place.before);
  if (/\b(?:with|of|from|an?|the|his|her)\s+$/i.test(place.before) && after.test(place.after)) return true;
  return place.isFirst && told.test(place.after);
};
