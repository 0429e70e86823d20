import { sentencesOf } from './sentences.ts';

export type Conclusion = { isNecessary: boolean; quote: string };

/** `nat`, `nol`: how scanners read `not`. */
const not = 'n[oae0][tlif]';
const cannot = String.raw`(?:can\s?${not}|ca[nrm]{1,3}ot|can['’]t|could\s+${not}|unable\s+to)`;
const necessity = new RegExp(
  [
    String.raw`\b(?:(?<not>${not})\s+|(?<un>un))?(?:\w+\s+(?:to\s+be\s+|as\s+)?)?medically\s+(?:and\s+\w+\s+|\w+\s+(?:and|or)\s+)?(?<unnecessary>un)?necessary`,
    String.raw`\bmedical\s+necessity\b[^.;]{0,120}?\b(?:is|are|was|were|has|have|be)\s+(?<notShown>${not}\s+)?(?:been\s+)?(?:clearly\s+|adequately\s+)?(?:established|supported|demonstrated|substantiated|shown|met|proven|documented)`,
    String.raw`\b(?<noNeed>${not})\s+(?:a\s+)?medical(?:ly)?\s+necessity\b`,
  ].join('|'),
  'gi',
);
const negation = new RegExp(
  String.raw`\b(?:${not}(?!\s+only)|nor|neither|none|nothing|never|fails?|failed|insufficient|unable|no(?!\s+(?:reason\s+to\s+doubt|doubt|question))|lack\w*|without)\b|\b${cannot}\b`,
  'i',
);
/** Negations of the conclusion itself; any other one leaves it in doubt. */
const denial = new RegExp(
  [
    String.raw`\b(?:no|insufficient|inadequate|lack\s+of|without)\s+(?:\w+\s+){0,2}(?:evidence|documentation|indication|support|basis|findings?|information|rationale|reason|proof)(?!\s+to\s+doubt)\s+(?:\w+\s+){0,2}(?:that|to\s+(?:show|support|suggest|establish|find)|supporting|showing|for\s+finding)\b`,
    String.raw`\b(?:${not}|fails?\s+to|failed\s+to|unable\s+to|${cannot})\s+(?:\w+\s+)?(?:support|show|demonstrate|establish|document|substantiate|indicate|find|warrant|justify|prove|agree|believe|feel|consider|conclude|suggest|deem)\w*\s[^,;]{0,80}$`,
    String.raw`\b${cannot}\s+(?:be\s+)?(?:\w+\s+)?(?:as\s+)?$`,
    String.raw`\b(?:neither|nor|none\s+of|no\s+longer|never)\b[^,;]*$`,
    String.raw`\b${not}\s+(?:\w+\s+){1,2}(?:or|nor|and)\s+$`,
  ].join('|'),
  'i',
);
const doubt = /\b(?:if|whether|would|unless|when|may|could|should|until)\b/i;
/** Where the last statement of a sentence begins: what it follows from is none of it. */
const clauseStart =
  /(?:[,;:]\s+|\s+and\s+(?=(?:the|this|these|it)\b)|\b(?:therefore|thus|hence|accordingly|consequently|so)\b)/gi;
/** What another reviewer held, or what becomes of it, is no conclusion of this one. */
const ofOthers =
  /\b(?:utilization\s+review\w*|UR|claims\s+administrator)\b[^.;,]{0,60}\b(?:found|stated?|states|determined|said|concluded|deemed|opined|that)\b|\boverturn\w*|\brevers\w+|\bdisagree/i;
const isTheRequest = /\b(?:requests?|item|service|treatment|medication)\b/i;

/** How far before the end of a rationale its conclusion may stand; one on "the request" may be followed by advice. */
const reach = 260;
const longReach = 1500;

/** "... is medically necessary, but the unit is not": of which of them the item is, only a person can tell. */
const turns = /\b(?:but|however|although|though|while|whereas|yet|except|only)\b/i;
/** Sentences behind a conclusion that take it back. */
const takesBack = {
  approval:
    /\b(?:(?:not|nor|n[o']t)\s+(?:\w+\s+)?(?:supported|indicated|recommended|certified|established|approved|appropriate|warranted|met|justified)|denied|upheld|non-?certif\w+)\b/i,
  denial:
    /\b(?:is|are|was|were)\s+(?:therefore\s+)?(?:supported|indicated|appropriate|certified|approved|warranted|justified|overturned)\b/i,
};

const isDenied = ({ groups = {} }: RegExpExecArray): boolean =>
  Object.values(groups).some((word) => word !== undefined);

type Judgement = { isNecessary: boolean; isSure: boolean };
const unsure: Judgement = { isNecessary: false, isSure: false };

const judgementOf = (sentence: string): Judgement | undefined => {
  const matches = [...sentence.matchAll(necessity)];
  const last = matches.at(-1);
  if (!last) return undefined;
  const before = sentence.slice(0, last.index);
  const start = [...before.matchAll(clauseStart)].at(-1);
  const own = start ? before.slice(start.index + start[0].length) : before;
  // "The request, which ..., is medically necessary": the subject stands before the comma.
  const hasSubject = !/^\s*(?:is|are|was|were|also|not)?\s*$/i.test(own);
  const clause = hasSubject ? own : before;
  const rest = sentence.slice(last.index);
  if (ofOthers.test(`${clause}${rest}`)) return undefined;
  if (turns.test(rest)) return unsure;
  const said = `${clause}${last[0].replace(/medically[\s\S]*$/i, '')}`;
  const isRefused = isDenied(last) || denial.test(said) || new RegExp(String.raw`\b${cannot}\b`, 'i').test(last[0]);
  if (matches.slice(0, -1).some((match) => isDenied(match) !== isRefused)) return unsure;
  if (isDenied(last)) return { isNecessary: false, isSure: !/\b(?:if|whether|unless)\b/i.test(clause) };
  return { isNecessary: !isRefused, isSure: isRefused || !(doubt.test(said) || negation.test(said)) };
};

/**
 * What a rationale concludes on necessity in its last sentence about it; nothing where that is in doubt, where the
 * rationale says both, or where what follows takes it back.
 */
export const readConclusion = (rationale: string): Conclusion | undefined => {
  const sentences = sentencesOf({ text: rationale });
  const said = sentences.flatMap((sentence) => {
    const judgement = judgementOf(sentence.text);
    return judgement ? [{ ...judgement, sentence }] : [];
  });
  const last = said.at(-1);
  if (!last?.isSure || said.some(({ isSure, isNecessary }) => isSure && isNecessary !== last.isNecessary))
    return undefined;
  const toEnd = rationale.length - last.sentence.end;
  if (toEnd > (isTheRequest.test(last.sentence.text) ? longReach : reach)) return undefined;
  const after = sentences.filter(({ start }) => start >= last.sentence.end);
  if (after.some(({ text }) => takesBack[last.isNecessary ? 'approval' : 'denial'].test(text))) return undefined;
  return { isNecessary: last.isNecessary, quote: last.sentence.text };
};
