import { sentencesOf, type Sentence } from './sentences.ts';

export type Conclusion = { isNecessary: boolean; quote: string };

/** `nat`, `nol`: how scanners read `not`. */
const not = 'n[oae0][tlif]';
const cannot = String.raw`(?:can\s?${not}|ca[nrm]{1,3}ot|can['’]t|could\s+${not}|unable\s+to)`;
const necessity = new RegExp(
  [
    String.raw`\b(?:(?<not>${not})\s+|(?<un>un))?(?:\w+\s+(?:to\s+be\s+)?)?medically\s+(?:and\s+\w+\s+|\w+\s+(?:and|or)\s+)?(?<unnecessary>un)?necessary`,
    String.raw`\bmedical\s+necessity\b[^.;]{0,120}?\b(?:is|are|was|were|has|have|be)\s+(?<notShown>${not}\s+)?(?:been\s+)?(?:clearly\s+|adequately\s+)?(?:established|supported|demonstrated|substantiated|shown|met|proven|documented)`,
    String.raw`\b(?<noNeed>${not})\s+(?:a\s+)?medical(?:ly)?\s+necessity\b`,
  ].join('|'),
  'gi',
);
const negation = new RegExp(
  String.raw`\b(?:${not}(?!\s+only)|nor|neither|never|fails?|insufficient|unable|no(?!\s+(?:reason\s+to\s+doubt|doubt|question))|lack\w*|without)\b|\b${cannot}\b`,
  'i',
);
const doubt = /\b(?:if|whether|would|unless|when|may|could|should|until)\b/i;
/** Where the last statement of a sentence begins: what it follows from is none of it. */
const clauseStart =
  /(?:[,;:]\s+|\s+and\s+(?=(?:the|this|these|it)\b)|\b(?:therefore|thus|hence|accordingly|consequently|so)\b)/gi;
/** Of care that goes beyond what is decided. */
const beyond = /\b(?:further|additional|beyond|more\s+than|any\s+other|subsequent|future)\b/i;
/** What another reviewer held, or what becomes of it, is no conclusion of this one. */
const ofOthers =
  /\b(?:utilization\s+review\w*|UR|claims\s+administrator)\b[^.;,]{0,60}\b(?:found|stat\w+|determin\w+|said|conclud\w+|deem\w+|opin\w+|that)\b|\boverturn\w*|\brevers\w+|\bdisagree/i;
const isTheRequest = /\b(?:requests?|item|service|treatment|medication)\b/i;

/** How far before the end of a rationale its conclusion may stand; one on "the request" may be followed by advice. */
const reach = 260;
const longReach = 1500;

const judgementOf = (sentence: string): { isNecessary: boolean; isSure: boolean } | undefined => {
  const last = [...sentence.matchAll(necessity)].at(-1);
  if (!last) return undefined;
  const before = sentence.slice(0, last.index);
  const starts = [...before.matchAll(clauseStart)];
  const start = starts.at(-1);
  const clause = start ? before.slice(start.index + start[0].length) : before;
  if (ofOthers.test(`${clause}${sentence.slice(last.index)}`)) return undefined;
  const groups = last.groups ?? {};
  const says = [groups['not'], groups['un'], groups['unnecessary'], groups['notShown'], groups['noNeed']];
  const isDenied = says.some((word) => word !== undefined);
  if (isDenied) return { isNecessary: false, isSure: !/\b(?:if|whether|unless)\b/i.test(clause) };
  const within = `${clause}${last[0]}`;
  if (new RegExp(String.raw`\b${cannot}\b`, 'i').test(within)) return { isNecessary: false, isSure: true };
  if (doubt.test(within)) return { isNecessary: true, isSure: false };
  return { isNecessary: !negation.test(within), isSure: true };
};

/** What a rationale concludes in its last sentence on necessity; nothing where that sentence is in doubt. */
export const readConclusion = (rationale: string): Conclusion | undefined => {
  const said = sentencesOf({ text: rationale }).flatMap((sentence: Sentence) => {
    const judgement = judgementOf(sentence.text);
    return judgement ? [{ ...judgement, sentence }] : [];
  });
  // "Further visits would not be necessary" is no conclusion on the visits of the request.
  const last = said.findLast(({ sentence }, index) => index === 0 || !beyond.test(sentence.text)) ?? said.at(-1);
  if (!last?.isSure) return undefined;
  const toEnd = rationale.length - last.sentence.end;
  if (toEnd > (isTheRequest.test(last.sentence.text) ? longReach : reach)) return undefined;
  return { isNecessary: last.isNecessary, quote: last.sentence.text };
};
