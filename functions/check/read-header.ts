import type { LetterHeader } from './letter.ts';
import { readDates } from './read-dates.ts';

type Field = keyof LetterHeader;

const month = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const review = String.raw`(?:ur|utilization\s+review)`;
const labels: readonly (readonly [Field, string])[] = [
  ['caseNumber', String.raw`(?:imr\s+)?case\s+(?:number|no\b\.?|#)`],
  ['dateAssigned', String.raw`(?:date\s+assigned|assign(?:ed|ment)\s+date|date\s+of\s+assignment)`],
  ['dateOfInjury', String.raw`(?:date\s+of\s+(?:[il1]?n?jury|fury)|injury\s+date|DOI(?=\s*:))`],
  [
    'urDenialDate',
    String.raw`(?:${review}\s+(?:denial|decision|determination)\s+date|date\s+of\s+(?:the\s+)?${review}(?:\s+(?:denial|decision|determination))?)`,
  ],
  [
    'applicationReceived',
    String.raw`(?:imr\s+)?application(?:\s+(?:received|filed|date)){0,2}(?=\s*:|[^A-Za-z0-9]{1,8}(?:\d|${month}))`,
  ],
  [
    'decisionDate',
    String.raw`(?:(?:decision|determination)\s+date\b|date\s+of\s+(?:the\s+)?(?:final\s+)?(?:decision|determination)|dated?(?=\s*:\s*(?:\d|${month})))`,
  ],
  ['priority', 'priority'],
];
const anyLabel = new RegExp(
  labels.map(([field, words]) => String.raw`(?<${field}>\b${words})(?:\s*\([A-Z]{2,4}\))?`).join('|'),
  'gi',
);
const caseNumber = /\bCM\d{2}-\d{6,7}\b/g;
const priority = /\b(?:standard|expedited)\b/gi;

type Token = { at: number; end: number } & ({ label: Field } | { kind: 'date' | 'case' | 'priority'; value: string });

/** What kind of value a field takes. */
const kindOf = (field: Field): 'date' | 'case' | 'priority' =>
  field === 'caseNumber' ? 'case' : field === 'priority' ? 'priority' : 'date';

const isField = (name: string): name is Field => labels.some(([field]) => field === name);

/** `01092017`: slashes that a scanner lost. */
const slashesLost = /(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)/g;

const tokensIn = (text: string): Token[] => {
  const valuesOf = (kind: 'case' | 'priority', pattern: RegExp): Token[] =>
    [...text.matchAll(pattern)].map(({ 0: value, index: at }) => ({ at, end: at + value.length, kind, value }));
  return [
    ...[...text.matchAll(anyLabel)].flatMap((match): Token[] =>
      Object.entries(match.groups ?? {}).flatMap(([field, words]) =>
        words !== undefined && isField(field)
          ? [{ at: match.index, end: match.index + match[0].length, label: field }]
          : [],
      ),
    ),
    ...readDates(text).map(({ start, end, value }): Token => ({ at: start, end, kind: 'date', value })),
    ...valuesOf('case', caseNumber),
    ...valuesOf('priority', priority),
  ].sort((a, b) => a.at - b.at);
};

/** Each value right beside its label, or labels and values each in a row or column of their own. */
const isBesideLabels = (text: string, tokens: readonly Token[]): boolean => {
  let beside = 0;
  let apart = 0;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    if (!next || !isRightBehind(text, token, next)) return;
    if ('label' in token && 'value' in next) beside += 1;
    else if ('label' in token === 'label' in next) apart += 1;
  });
  return beside > apart;
};

const isRightBehind = (text: string, token: Token, next: Token): boolean =>
  !/[A-Za-z0-9]/.test(text.slice(token.end, next.at).replace(/received/i, ''));

/** A label whose value cannot be read takes none of another label. */
const readBesideLabels = (text: string, tokens: readonly Token[]): LetterHeader => {
  const header: LetterHeader = {};
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if ('label' in token || !before || !('label' in before) || kindOf(before.label) !== token.kind) return;
    if (isRightBehind(text, before, token)) header[before.label] ??= token.value;
  });
  return header;
};

/** Labels wait in order, and each value goes to the first label that waits for its kind. */
const readInOrder = (tokens: readonly Token[]): LetterHeader => {
  const header: LetterHeader = {};
  const waiting: Field[] = [];
  for (const token of tokens) {
    if ('label' in token) waiting.push(token.label);
    else {
      const place = waiting.findIndex((field) => kindOf(field) === token.kind);
      const field = waiting[place];
      if (!field) continue;
      waiting.splice(place, 1);
      header[field] ??= token.value;
    }
  }
  return header;
};

/** The header table of a letter: its values beside their labels, or row by row or column by column. */
export const readHeader = (letter: string): LetterHeader => {
  const text = letter.replace(slashesLost, '$1/$2/$3');
  const tokens = tokensIn(text);
  return isBesideLabels(text, tokens) ? readBesideLabels(text, tokens) : readInOrder(tokens);
};
