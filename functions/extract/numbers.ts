import { allMatches } from './all-matches.ts';
import type { Reading } from './reading.ts';

/** A number that only looks like a date or a dose, with what it is. */
export type TypedNumber = { start: number; end: number; kind: string };

type NumberRule = { kind: string; pattern: RegExp };

/** Each reads on from a word, so that the text is walked once a rule and no pattern can back up far. */
const rules: NumberRule[] = [
  { kind: 'bp', pattern: /\b(?:BP|B\/P|blood pressure)(?: (?:is|was|of))?:? {0,3}(\d{2,3} ?\/ ?\d{2,3})/gi },
  {
    kind: 'visit_number',
    pattern:
      /\b(?:visits?|sessions?|tx|treatment|page|pg|P\.|appt|series)(?: (?:no\.?|number))? ?[:#]? {0,2}(\d{1,3} ?(?:\/|of) ?\d{1,3})(?![/\d-])/gi,
  },
  { kind: 'strength', pattern: /(?<![\d/.])([0-5][+-]?(?: ?[-–] ?[0-5][+-]?)? ?\/ ?5)(?![/\d])/g },
  { kind: 'spinal_level', pattern: /\b([CTLS]\d{1,2} ?[-/–] ?(?:[CTLS])?\d{1,2})(?![/\d])/g },
  { kind: 'phone', pattern: /(?<![\d-])(\(?\d{3}\)?[ .-]\d{3}[.-]\d{4})(?!\d)/g },
  { kind: 'ssn', pattern: /(?<![\d-])(\d{3}-\d{2}-\d{4})(?!\d)/g },
  {
    kind: 'score',
    pattern:
      /\b(?:DTRs?|reflexes|NDI|ODI|Oswestry|DASH|PHQ-?9|BDI|BAI|GAF|ESS|Epworth|LEFS|QuickDASH|FABQ)\b[^.\n\d]{0,24}(\d{1,3}\+? ?\/ ?\d{1,3})/gi,
  },
  {
    kind: 'id',
    pattern:
      /\b(?:lot|claim|case|file|acct|account|mrn|chart|policy|invoice|accession|specimen id|ref|auth(?:orization)?|license|lic|npi|tin|ein|ssn|rx)\b\.?(?: ?(?:no\.?|number|num|#|id))? ?[:#]? ?([A-Z]{0,4}\d[\d-]{3,16})(?![/\d])/gi,
  },
  { kind: 'vision', pattern: /\b(20\/\d{2,3})\b(?!\/)/g },
  { kind: 'time', pattern: /(?<![\d:])(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?)/gi },
];

const fraction = /(?<![\d/.-])(\d{1,3}) ?\/ ?(\d{2,3})(?![/\d-])/g;
const romCue =
  /\b(?:ROM|range of motion|flex(?:ion)?|ext(?:ension)?|rot(?:ation)?|abd(?:uction)?|add(?:uction)?|lat(?:eral)? (?:flex|bend)|bending|IR|ER|SLR|grip|jamar|dorsiflexion|plantar)\b/i;

/** Classifies number groups before dates and doses are read: blood pressure, strength, levels, visits, identifiers. */
export const typedNumbers = ({ text, sentenceAt }: Reading): TypedNumber[] => {
  const found: TypedNumber[] = [];
  for (const { kind, pattern } of rules) {
    for (const match of allMatches(pattern, text)) {
      const group = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(group);
      const ahead = text.slice(Math.max(0, match.index - 12), match.index);
      if (
        kind === 'visit_number' &&
        /\b(?:next|last|return|follow-?up|re-?exam|final|initial|on|seen)[ -]$/i.test(ahead)
      )
        continue;
      // "2/5" after "on" is a day: the strength rule only holds without a word that announces a date.
      if (
        kind === 'strength' &&
        /\b(?:on|since|until|from|dated|by|dos:?) $/i.test(text.slice(Math.max(0, start - 8), start))
      )
        continue;
      found.push({ start, end: start + group.length, kind });
    }
  }
  for (const match of allMatches(fraction, text)) {
    const from = Math.max(sentenceAt(match.index).start, match.index - 60);
    if (romCue.test(text.slice(from, match.index)))
      found.push({ start: match.index, end: match.index + match[0].length, kind: 'rom' });
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
};

/** True when [start, end) touches one of the spans, which are sorted by start. */
export const isInside = (spans: readonly { start: number; end: number }[], start: number, end: number): boolean => {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < end) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0 && index > low - 6; index -= 1)
    if ((spans[index]?.end ?? 0) > start) return true;
  return false;
};
