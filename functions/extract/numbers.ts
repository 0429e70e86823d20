import type { Reading } from './reading.ts';
import { digitsFrom, ledByNumber, ledByWord, type Rule } from './rules.ts';

/** A number that only looks like a date or a dose, with what it is. */
export type TypedNumber = { start: number; end: number; kind: string };

const rules: { kind: string; rule: Rule }[] = [
  {
    kind: 'bp',
    rule: ledByWord('bp b blood', /\b(?:BP|B\/P|blood pressure)(?: (?:is|was|of))?:? {0,3}(\d{2,3} ?\/ ?\d{2,3})/gi),
  },
  {
    kind: 'visit_number',
    rule: ledByWord(
      'visit visits session sessions tx treatment page pg p appt series',
      /\b(?:visits?|sessions?|tx|treatment|page|pg|P\.|appt|series)(?: (?:no\.?|number))? ?[:#]? {0,2}(\d{1,3} ?(?:\/|of) ?\d{1,3})(?![/\d-])/gi,
    ),
  },
  {
    kind: 'strength',
    rule: ledByNumber(
      { digits: [1, 1], next: '+-–/' },
      /(?<![\d/.])([0-5][+-]?(?: ?[-–] ?[0-5][+-]?)? ?\/ ?5)(?![/\d])/g,
      (text, at) => (text.charCodeAt(at) <= 53 && text.slice(at, at + 12).includes('5', 1) ? at : -1),
    ),
  },
  {
    kind: 'spinal_level',
    rule: ledByNumber(
      { lead: 'CTLS', digits: [1, 2], next: '-/–' },
      /\b([CTLS]\d{1,2} ?[-/–] ?(?:[CTLS])?\d{1,2})(?![/\d])/g,
    ),
  },
  {
    kind: 'phone',
    rule: ledByNumber(
      [
        { digits: [3, 3], after: ') .-' },
        { lead: '(', digits: [3, 3], after: ') .-' },
      ],
      /(?<![\d-])(\(?\d{3}\)?[ .-]\d{3}[.-]\d{4})(?!\d)/g,
    ),
  },
  { kind: 'ssn', rule: ledByNumber({ digits: [3, 3], after: '-' }, /(?<![\d-])(\d{3}-\d{2}-\d{4})(?!\d)/g) },
  {
    kind: 'score',
    rule: ledByWord(
      'dtr dtrs reflexes ndi odi oswestry dash phq bdi bai gaf ess epworth lefs quickdash fabq',
      /\b(?:DTRs?|reflexes|NDI|ODI|Oswestry|DASH|PHQ-?9|BDI|BAI|GAF|ESS|Epworth|LEFS|QuickDASH|FABQ)\b[^.\n\d]{0,24}(\d{1,3}\+? ?\/ ?\d{1,3})/gi,
    ),
  },
  {
    kind: 'id',
    rule: ledByWord(
      'lot claim case file acct account mrn chart policy invoice accession specimen ref auth authorization license lic npi tin ein ssn rx',
      /\b(?:lot|claim|case|file|acct|account|mrn|chart|policy|invoice|accession|specimen id|ref|auth(?:orization)?|license|lic|npi|tin|ein|ssn|rx)\b\.?(?: ?(?:no\.?|number|num|#|id))? ?[:#]? ?([A-Z]{0,4}\d[\d-]{3,16})(?![/\d])/gi,
    ),
  },
  {
    kind: 'vision',
    rule: ledByNumber({ digits: [2, 2], after: '/' }, /\b(20\/\d{2,3})\b(?!\/)/g, (text, at) =>
      text.startsWith('20', at) ? at : -1,
    ),
  },
  {
    kind: 'time',
    rule: ledByNumber({ digits: [1, 2], after: ':' }, /(?<![\d:])(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?)/gi),
  },
];

const fraction = ledByNumber(
  { digits: [1, 3], next: '/' },
  /(?<![\d/.-])(\d{1,3}) ?\/ ?(\d{2,3})(?![/\d-])/g,
  (text, at) => {
    let from = at + digitsFrom(text, at);
    while (text.charCodeAt(from) === 32 || text.charCodeAt(from) === 47) from += 1;
    const after = text.charCodeAt(from + digitsFrom(text, from));
    return after === 45 || after === 47 ? -1 : at;
  },
);
const romCue =
  /\b(?:ROM|range of motion|flex(?:ion)?|ext(?:ension)?|rot(?:ation)?|abd(?:uction)?|add(?:uction)?|lat(?:eral)? (?:flex|bend)|bending|IR|ER|SLR|grip|jamar|dorsiflexion|plantar)\b/i;

/** Classifies number groups before dates and doses are read: blood pressure, strength, levels, visits, identifiers. */
export const typedNumbers = ({ text, matches, sentenceAt }: Reading): TypedNumber[] => {
  const found: TypedNumber[] = [];
  for (const { kind, rule } of rules) {
    for (const match of matches(rule)) {
      const group = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(group);
      const ahead = text.slice(Math.max(0, match.index - 12), match.index);
      if (
        kind === 'visit_number' &&
        (/\b(?:next|last|return|follow-?up|re-?exam|final|initial|on|seen)[ -]$/i.test(ahead) ||
          // "Podiatry appt 9/6": with whom it is tells that a day follows.
          (/^appt/i.test(match[0]) && /[a-z]{2} $/i.test(ahead)) ||
          // "Reminded of appt 9/17 2:30 pm"
          /^ (?:at )?\d{1,2}:\d{2}/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 9)))
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
  for (const match of matches(fraction)) {
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
