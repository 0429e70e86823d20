import type { LetterHeader } from './letter.ts';
import { readDates } from './read-dates.ts';

type Field = keyof LetterHeader;

const labels: readonly (readonly [Field, string])[] = [
  ['caseNumber', String.raw`(?:imr\s+)?case\s+number`],
  ['dateAssigned', String.raw`date\s+assigned`],
  ['dateOfInjury', String.raw`date\s+of\s+injury`],
  [
    'urDenialDate',
    String.raw`(?:ur\s+(?:denial|decision)\s+date|date\s+of\s+(?:the\s+)?ur\s+(?:denial|decision)|utilization\s+review\s+(?:denial|decision)\s+date)`,
  ],
  ['applicationReceived', String.raw`(?:imr\s+)?application(?:\s+(?:received|filed|date))?(?=\s*:|\s+\d)`],
  ['decisionDate', String.raw`(?:decision\s+date|dated?(?=\s*:\s*\d))`],
  ['priority', 'priority'],
];
const anyLabel = new RegExp(labels.map(([field, words]) => `(?<${field}>\\b${words})`).join('|'), 'gi');
const caseNumber = /\bCM\d{2}-\d{6,7}\b/g;
const priority = /\b(?:standard|expedited)\b/gi;

type Token = { at: number } & ({ label: Field } | { kind: 'date' | 'case' | 'priority'; value: string });

/** What kind of value a field takes. */
const kindOf = (field: Field): 'date' | 'case' | 'priority' =>
  field === 'caseNumber' ? 'case' : field === 'priority' ? 'priority' : 'date';

const isField = (name: string): name is Field => labels.some(([field]) => field === name);

/**
 * The header table, read row by row or column by column: labels wait in order, and each value goes to the first
 * label that waits for its kind.
 */
export const readHeader = (text: string): LetterHeader => {
  const tokens: Token[] = [
    ...[...text.matchAll(anyLabel)].flatMap((match): Token[] =>
      Object.entries(match.groups ?? {}).flatMap(([field, words]) =>
        words !== undefined && isField(field) ? [{ at: match.index, label: field }] : [],
      ),
    ),
    ...readDates(text).map((date): Token => ({ at: date.start, kind: 'date', value: date.value })),
    ...[...text.matchAll(caseNumber)].map((match): Token => ({ at: match.index, kind: 'case', value: match[0] })),
    ...[...text.matchAll(priority)].map((match): Token => ({ at: match.index, kind: 'priority', value: match[0] })),
  ];
  tokens.sort((a, b) => a.at - b.at);
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
