import { narrativeOf, type Letter, type Passage } from './letter.ts';
import { sentencesOf } from './sentences.ts';

export type NegativeClaim = {
  passage: Passage;
  sentence: string;
  /** What is said to be missing, in the letter's words. */
  subject: string;
  /** It is said to be absent from the record, not merely absent from the patient ("no swelling"). */
  isAboutRecord: boolean;
};

const paper = String.raw`(?:documentation|documented\s+(?:evidence|history)|evidence|records?|mention|indication|reports?|discussion|description|information|proof)`;
const ofWhat = String.raw`(?:of|that|for|on|about|showing|demonstrating|documenting|regarding|indicating|supporting|describing|as\s+to|to\s+(?:support|show|indicate|suggest|substantiate|demonstrate))`;
const where = String.raw`(?:in|within|from)\s+(?:the\s+)?(?:\w+\s+){0,3}(?:records?|file|documentation|documents|chart|notes?|reports?)`;
const given = String.raw`(?:documented|provided|submitted|included|noted|available|addressed|attached|found|reported|specified|discussed|mentioned|described|established|identified|present)`;

const patterns: readonly (readonly [RegExp, boolean])[] = [
  [
    new RegExp(
      String.raw`\b(?:no|not\s+any|lack(?:s|ing|ed)?\s+(?:of\s+)?|without(?:\s+any)?|absence\s+of|insufficient|inadequate)\s*(?:\w+\s+)?${paper}\s+(?:${where}\s+)?${ofWhat}\s+(.+)`,
      'i',
    ),
    true,
  ],
  [
    new RegExp(
      String.raw`\bthere\s+(?:is|are|was|were|has\s+been|have\s+been)\s+no\s+(.+?)\s+(?:${where}|(?:is|are|was|were|that\s+were?)\s+${given}|${given})`,
      'i',
    ),
    true,
  ],
  [
    new RegExp(
      String.raw`\b(?:does|do|did)\s+not\s+(?:clearly\s+|specifically\s+|adequately\s+)?(?:document|include|contain|mention|provide|address|describe|discuss|show|demonstrate|specify|indicate)\s+(.+)`,
      'i',
    ),
    true,
  ],
  [
    new RegExp(
      String.raw`(?:^|[,;]\s*|\band\s+)(?:additionally,?\s+|however,?\s+|also,?\s+)?(?:the\s+)?([^,;]{4,120}?)\s+(?:is|are|was|were|has|have)\s+not\s+(?:been\s+)?(?:clearly\s+|specifically\s+|adequately\s+)?${given}`,
      'i',
    ),
    true,
  ],
  [new RegExp(String.raw`\bno\s+([^,;.]{4,100}?)\s+(?:is|are|was|were|has\s+been|have\s+been)\s+${given}`, 'i'), true],
  [/\bthere\s+(?:is|are|was|were)\s+no\s+(.+)/i, false],
  [/\b(?:has|have|had)\s+not\s+(?:yet\s+)?(?:tried|failed|undergone|had|received|attempted|completed)\s+(.+)/i, false],
  [/\bno\s+(?:prior|previous|recent)\s+(.+)/i, false],
];

/** Where the name of the missing thing ends. */
const subjectEnd =
  /\s*(?:[.;,:]|\b(?:which|that\s+would|to\s+(?:support|warrant|justify|suggest|indicate|necessitate)|and\s+no|nor|because|since|although|however|but|in\s+(?:the|this)\s+(?:medical\s+|clinical\s+)?(?:records?|file|documentation|case)|within\s+the|at\s+this\s+time|on\s+(?:physical\s+)?exam)\b).*$/is;

/** The record's own words in quotation marks claim nothing of the reviewer's. */
const withoutQuotations = (text: string): string => text.replace(/["“][^"”]{0,600}["”]/g, '"..."');

/** Claims of a letter that something is not there, with what is said to be missing; a sentence may make several. */
export const negativeClaims = (letter: Letter): NegativeClaim[] =>
  narrativeOf(letter).flatMap((passage) =>
    sentencesOf({ text: withoutQuotations(passage.text) }).flatMap(({ text }) => {
      // What utilization review found missing is its claim, not the reviewer's.
      if (passage === letter.summary && /\b(?:utilization\s+review|UR|claims\s+administrator)\b/i.test(text)) return [];
      const claims: (NegativeClaim & { start: number; end: number })[] = [];
      for (const [pattern, isAboutRecord] of patterns) {
        const match = pattern.exec(text);
        const subject = match?.[1]?.replace(subjectEnd, '').trim();
        if (!match || !subject || !/[a-z]{2}/i.test(subject)) continue;
        const start = text.indexOf(subject, match.index);
        const end = start + subject.length;
        if (claims.some((other) => start < other.end && other.start < end)) continue;
        claims.push({ passage, sentence: text, subject, isAboutRecord, start, end });
      }
      return claims.map(({ sentence, subject, isAboutRecord }) => ({ passage, sentence, subject, isAboutRecord }));
    }),
  );
